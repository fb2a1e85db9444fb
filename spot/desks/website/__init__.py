"""The public pages: what a spot costs, how it works, whom to call. Everybody may read them, signed in or not."""
