"""The node's interface for programs: JSON over HTTP, documented by OpenAPI."""
