"""Papers for people who do not use the app: minutes and notices of meetings."""
