"""Who may do what: every address of the site and every role."""
