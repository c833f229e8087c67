extension OpenAPIDocument {
    static let serviceRoutes = #"""
        "/healthz": {
          "get": {
            "operationId": "service_health",
            "tags": ["service"],
            "security": [],
            "summary": "Whether the process answers",
            "responses": {
              "200": {"description": "It does.", "content": {"application/json": {"schema": {"type": "object", "required": ["status"], "properties": {"status": {"const": "ok"}}}}}},
              "421": {"$ref": "#/components/responses/Problem"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/readyz": {
          "get": {
            "operationId": "service_readiness",
            "tags": ["service"],
            "security": [],
            "summary": "Whether tasks can be taken",
            "responses": {
              "200": {
                "description": "They can. degraded: they may start later, since the queue can't be reached.",
                "content": {"application/json": {"schema": {
                  "type": "object", "required": ["status", "store", "queue"],
                  "properties": {
                    "status": {"enum": ["ready", "degraded"]},
                    "store": {"enum": ["ok", "full", "unreachable"]},
                    "queue": {"enum": ["ok", "unreachable"]}
                  }
                }}}
              },
              "421": {"$ref": "#/components/responses/Problem"},
              "503": {"$ref": "#/components/responses/Unavailable"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/metrics": {
          "get": {
            "operationId": "service_metrics",
            "tags": ["service"],
            "summary": "Figures for whoever operates the service",
            "description": "Where the server asks for keys they are on a port of their own, and not found here.",
            "responses": {
              "200": {"description": "Prometheus' text.", "content": {"text/plain": {"schema": {"type": "string"}}}},
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "404": {"$ref": "#/components/responses/Problem"},
              "421": {"$ref": "#/components/responses/Problem"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/openapi.json": {
          "get": {
            "operationId": "service_openapi",
            "tags": ["service"],
            "security": [],
            "summary": "This document",
            "responses": {
              "200": {"description": "OpenAPI 3.1.", "content": {"application/json": {"schema": {"type": "object", "required": ["openapi"]}}}},
              "421": {"$ref": "#/components/responses/Problem"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/docs": {
          "get": {
            "operationId": "service_docs",
            "tags": ["service"],
            "security": [],
            "summary": "This document, for people",
            "responses": {
              "200": {"description": "A page that needs no other host and no script.", "content": {"text/html": {"schema": {"type": "string"}}}},
              "421": {"$ref": "#/components/responses/Problem"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        }
        """#

    static let parameters = #"""
        {
          "TaskID": {
            "name": "task_id", "in": "query", "required": true,
            "description": "The id that POST /new gave.",
            "schema": {"type": "string", "format": "uuid", "minLength": 1}
          }
        }
        """#

    static let headers = #"""
        {
          "RetryAfter": {"description": "Seconds until it is worth asking again.", "schema": {"type": "integer", "minimum": 0}},
          "RateLimit": {"description": "What remains of the key's requests, and the seconds until all are there again.", "schema": {"type": "string"}},
          "RateLimitPolicy": {"description": "How many requests the key has in how many seconds.", "schema": {"type": "string"}}
        }
        """#

    static let responses = #"""
        {
          "Problem": {
            "description": "Refused or failed; type says why.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "BadRequest": {
            "description": "Something in the request is missing or wrong; errors names it.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "Unauthorized": {
            "description": "No good API key.",
            "headers": {"WWW-Authenticate": {"description": "The ways to send one.", "schema": {"type": "string"}}},
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "UnknownTask": {
            "description": "No task of this key has this id.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "TooMany": {
            "description": "Too many requests, or too many unfinished tasks.",
            "headers": {
              "Retry-After": {"$ref": "#/components/headers/RetryAfter"},
              "RateLimit": {"$ref": "#/components/headers/RateLimit"},
              "RateLimit-Policy": {"$ref": "#/components/headers/RateLimitPolicy"}
            },
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "Unavailable": {
            "description": "The store can't be read or written now. Nothing was changed.",
            "headers": {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}},
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          }
        }
        """#
}
