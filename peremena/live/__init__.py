"""Commands in, events out: the WebSocket road. Knows topics and sockets, no domain and no database."""
