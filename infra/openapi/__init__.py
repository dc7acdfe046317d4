"""The OpenAPI document: made of the functions' routes before they are shipped, never by them."""
