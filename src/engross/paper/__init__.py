"""Paper: documents, renderers, packets, batches; knows nothing of law."""
