"""The pages of the editing interface that belong to the route."""
