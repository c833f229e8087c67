extension OpenAPIDocument {
    static let newTask = #"""
        "/new": {
          "post": {
            "operationId": "task_submit",
            "tags": ["tasks"],
            "summary": "Submit a workload",
            "description": "Answered once the task is on disk; from then on it is not lost. The url is sealed before it is stored and never shown again.",
            "parameters": [
              {
                "name": "Idempotency-Key", "in": "header",
                "description": "A name of your own for this submission. The same key with the same body gives the same task; with another body it is refused.",
                "schema": {"type": "string", "pattern": "^[!#-~]{1,255}$"}
              }
            ],
            "requestBody": {
              "required": true,
              "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Submission"}}}
            },
            "responses": {
              "202": {
                "description": "Accepted.",
                "headers": {
                  "Location": {"description": "Where to ask how far the task is.", "schema": {"type": "string"}},
                  "Retry-After": {"$ref": "#/components/headers/RetryAfter"},
                  "Idempotency-Replayed": {"description": "true where the task was made by an earlier request with this key.", "schema": {"type": "string", "enum": ["true"]}},
                  "RateLimit": {"$ref": "#/components/headers/RateLimit"},
                  "RateLimit-Policy": {"$ref": "#/components/headers/RateLimitPolicy"}
                },
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Accepted"}}}
              },
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "408": {"$ref": "#/components/responses/Problem"},
              "413": {"$ref": "#/components/responses/Problem"},
              "415": {"$ref": "#/components/responses/Problem"},
              "421": {"$ref": "#/components/responses/Problem"},
              "422": {"description": "The url can't be used, or the Idempotency-Key came with another body.", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}},
              "429": {"$ref": "#/components/responses/TooMany"},
              "503": {"$ref": "#/components/responses/Unavailable"},
              "507": {"$ref": "#/components/responses/Problem"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        }
        """#

    static let taskRoutes = #"""
        "/status": {
          "get": {
            "operationId": "task_status",
            "tags": ["tasks"],
            "summary": "How far a task is",
            "parameters": [
              {"$ref": "#/components/parameters/TaskID"},
              {
                "name": "wait", "in": "query",
                "description": "Seconds to wait for the task's end before answering. Prefer: wait=30 does the same.",
                "schema": {"type": "integer", "minimum": 0, "maximum": 60}
              },
              {"name": "Prefer", "in": "header", "description": "wait=SECONDS, as RFC 7240 has it.", "schema": {"type": "string"}}
            ],
            "responses": {
              "200": {
                "description": "The task's state.",
                "headers": {
                  "Retry-After": {"$ref": "#/components/headers/RetryAfter"},
                  "Preference-Applied": {"description": "The preference that was heeded.", "schema": {"type": "string"}},
                  "RateLimit": {"$ref": "#/components/headers/RateLimit"},
                  "RateLimit-Policy": {"$ref": "#/components/headers/RateLimitPolicy"}
                },
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Status"}}}
              },
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "404": {"$ref": "#/components/responses/UnknownTask"},
              "421": {"$ref": "#/components/responses/Problem"},
              "429": {"$ref": "#/components/responses/TooMany"},
              "503": {"$ref": "#/components/responses/Unavailable"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/getresult": {
          "get": {
            "operationId": "task_result",
            "tags": ["tasks"],
            "summary": "What came of a task",
            "description": "200 in every state. A finished task's answer has an ETag and never changes; large ones come gzipped where the client takes that.",
            "parameters": [
              {"$ref": "#/components/parameters/TaskID"},
              {"name": "If-None-Match", "in": "header", "description": "The ETag of an answer that you have.", "schema": {"type": "string"}}
            ],
            "responses": {
              "200": {
                "description": "The result, or that there is none yet.",
                "headers": {
                  "ETag": {"description": "Of a finished task's answer.", "schema": {"type": "string"}},
                  "Retry-After": {"$ref": "#/components/headers/RetryAfter"},
                  "RateLimit": {"$ref": "#/components/headers/RateLimit"},
                  "RateLimit-Policy": {"$ref": "#/components/headers/RateLimitPolicy"}
                },
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Result"}}}
              },
              "304": {"description": "You have it already.", "headers": {"ETag": {"description": "Of the answer.", "schema": {"type": "string"}}}},
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "404": {"$ref": "#/components/responses/UnknownTask"},
              "421": {"$ref": "#/components/responses/Problem"},
              "429": {"$ref": "#/components/responses/TooMany"},
              "503": {"$ref": "#/components/responses/Unavailable"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/tasks": {
          "get": {
            "operationId": "task_list",
            "tags": ["tasks"],
            "summary": "Your tasks, newest first",
            "parameters": [
              {
                "name": "status", "in": "query", "description": "Only tasks of these; several separated by commas.",
                "style": "form", "explode": false,
                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/TaskStatus"}}
              },
              {"name": "created_from", "in": "query", "description": "Made at this time or later.", "schema": {"type": "string", "format": "date-time"}},
              {"name": "created_before", "in": "query", "description": "Made before this time.", "schema": {"type": "string", "format": "date-time"}},
              {"name": "limit", "in": "query", "description": "Tasks on one page.", "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}},
              {"name": "cursor", "in": "query", "description": "The next_cursor of the page before.", "schema": {"type": "string", "format": "uuid"}}
            ],
            "responses": {
              "200": {
                "description": "One page.",
                "headers": {
                  "Link": {"description": "The next page, as rel=next, where there is one.", "schema": {"type": "string"}},
                  "RateLimit": {"$ref": "#/components/headers/RateLimit"},
                  "RateLimit-Policy": {"$ref": "#/components/headers/RateLimitPolicy"}
                },
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/TaskList"}}}
              },
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "421": {"$ref": "#/components/responses/Problem"},
              "429": {"$ref": "#/components/responses/TooMany"},
              "503": {"$ref": "#/components/responses/Unavailable"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/tasks/{id}": {
          "delete": {
            "operationId": "task_cancel",
            "tags": ["tasks"],
            "summary": "End a task that waits or runs",
            "description": "It is FAILED, as cancelled, when the answer goes out. What a worker has running in Trino and at the language model for it is cancelled too. Sent again it gives the same.",
            "parameters": [
              {"name": "id", "in": "path", "required": true, "description": "From the answer to POST /new.", "schema": {"type": "string", "format": "uuid"}}
            ],
            "responses": {
              "200": {
                "description": "The task's state.",
                "headers": {
                  "RateLimit": {"$ref": "#/components/headers/RateLimit"},
                  "RateLimit-Policy": {"$ref": "#/components/headers/RateLimitPolicy"}
                },
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Status"}}}
              },
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "404": {"$ref": "#/components/responses/UnknownTask"},
              "409": {"$ref": "#/components/responses/Problem"},
              "421": {"$ref": "#/components/responses/Problem"},
              "429": {"$ref": "#/components/responses/TooMany"},
              "503": {"$ref": "#/components/responses/Unavailable"},
              "507": {"$ref": "#/components/responses/Problem"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        }
        """#
}
