"""The outside of Dateline: requests and reports as JSON, errors as problem+json, and their OpenAPI description."""
