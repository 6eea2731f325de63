"""The shape of every JSON answer, one file per noun, so that the OpenAPI document tells all."""
