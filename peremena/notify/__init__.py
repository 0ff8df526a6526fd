"""The only door to senders: SMS today, e-mail and push later."""
