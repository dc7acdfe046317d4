"""What every HTTP function shares: sign-in, authorization, bodies, problems, pages and files."""
