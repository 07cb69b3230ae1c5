"""HTML for people, a folder an area. Views fetch, call one action or query, and answer."""
