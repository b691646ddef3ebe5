"""From an article to dated claims: sentences, time expressions, named things, propositions."""
