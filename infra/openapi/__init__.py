"""The OpenAPI document, made from the functions' routes before they are shipped, never at run
time."""
