"""What all HTTP functions share: tokens, authorization, bodies, problem documents, pages and
files."""
