extension OpenAPIDocument {
    static func requestSchemas(_ limits: SubmissionLimits) -> String {
        #"""
        "Submission": {
          "type": "object",
          "required": ["url", "ddl", "queries"],
          "properties": {
            "url": {
              "type": "string", "minLength": 14, "maxLength": 16384,
              "pattern": "^jdbc:(trino|presto)://",
              "description": "jdbc:trino://host[:port][/catalog[/schema]][?parameter=value&...]",
              "examples": ["jdbc:trino://trino.example:443/iceberg/sales?user=ann&password=..."]
            },
            "ddl": {
              "type": "array", "maxItems": \#(limits.statements),
              "description": "One statement for each table; may be empty.",
              "items": {"type": "object", "required": ["statement"], "properties": {"statement": {"type": "string", "maxLength": \#(limits.characters)}}}
            },
            "queries": {
              "type": "array", "minItems": 1, "maxItems": \#(limits.queries),
              "items": {"$ref": "#/components/schemas/WorkloadQuery"}
            },
            "options": {"oneOf": [{"$ref": "#/components/schemas/Options"}, {"type": "null"}]}
          }
        },
        "WorkloadQuery": {
          "type": "object",
          "required": ["queryid", "query"],
          "properties": {
            "queryid": {"type": "string", "minLength": 1, "description": "Unique in the request."},
            "query": {"type": "string", "maxLength": \#(limits.characters), "description": "The SQL text, whatever it is."},
            "runquantity": {"type": ["integer", "null"], "minimum": 1, "maximum": 9007199254740992, "description": "How often it runs; 1 if absent."},
            "executiontime": {"type": ["number", "null"], "minimum": 0, "description": "What one run takes now, in seconds."}
          }
        },
        "Options": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "verify": {"enum": ["inline", "static", "rehearse", null], "description": "On live data without a write; from the text alone; built under a scratch name, measured and dropped."},
            "freshness": {"enum": ["append", "static", "strict", null], "description": "strict: layouts only, no kept results."},
            "candidates": {"type": ["object", "null"], "additionalProperties": false, "description": "Families of new tables to use; all where absent.", "properties": {"results": {"type": "boolean"}, "summaries": {"type": "boolean"}, "joins": {"type": "boolean"}, "subqueries": {"type": "boolean"}, "layouts": {"type": "boolean"}}},
            "retain": {"enum": ["workload", "all", null], "description": "Which columns and rows the new tables keep: what the queries look at, or all."},
            "target_schema": {"type": ["string", "null"], "minLength": 1, "description": "The new schema, name or catalog.name; else a name unique to the task."},
            "deadline_seconds": {"type": ["number", "null"], "exclusiveMinimum": 0, "description": "For everything; what could not be checked by then is labelled so."},
            "objective": {
              "oneOf": [
                {"type": "null"},
                {
                  "type": "object", "additionalProperties": false,
                  "properties": {
                    "speed_weight": {"type": ["number", "null"], "minimum": 0},
                    "storage_weight": {"type": ["number", "null"], "minimum": 0}
                  }
                }
              ]
            },
            "storage_limit_bytes": {"type": ["number", "null"], "minimum": 0, "description": "How many bytes the new tables may take in all."},
            "allow_unverified": {"type": ["boolean", "null"], "description": "Accept rewritten queries that nothing could show to be equal."},
            "priority": {"enum": ["normal", "high", "low", null], "description": "Which list the task waits in."},
            "llm": {"type": ["boolean", "null"], "description": "Whether a configured language model may propose."}
          }
        }
        """#
    }

    static let answerSchemas = #"""
        "Accepted": {
          "type": "object", "required": ["taskid"],
          "properties": {"taskid": {"$ref": "#/components/schemas/TaskID"}}
        },
        "TaskID": {"type": "string", "format": "uuid"},
        "TaskStatus": {"type": "string", "enum": ["RUNNING", "DONE", "FAILED"]},
        "Status": {
          "type": "object",
          "required": ["taskid", "status", "phase", "progress", "attempts", "created_at"],
          "properties": {
            "taskid": {"$ref": "#/components/schemas/TaskID"},
            "status": {"$ref": "#/components/schemas/TaskStatus"},
            "phase": {"type": "string", "description": "What is being done, in one word."},
            "progress": {"type": "number", "minimum": 0, "maximum": 1},
            "message": {"type": "string", "description": "The same for people."},
            "attempts": {"type": "integer", "minimum": 0, "description": "How often a worker began."},
            "created_at": {"type": "string", "format": "date-time"},
            "started_at": {"type": "string", "format": "date-time"},
            "finished_at": {"type": "string", "format": "date-time"}
          }
        },
        "TaskList": {
          "type": "object", "required": ["tasks"],
          "properties": {
            "tasks": {"type": "array", "items": {"$ref": "#/components/schemas/Status"}},
            "next_cursor": {"type": "string", "format": "uuid", "description": "Absent on the last page."}
          }
        },
        "Statement": {"type": "object", "required": ["statement"], "properties": {"statement": {"type": "string"}}},
        "Result": {
          "type": "object",
          "required": ["taskid", "status", "result"],
          "properties": {
            "taskid": {"$ref": "#/components/schemas/TaskID"},
            "status": {"$ref": "#/components/schemas/TaskStatus"},
            "ddl": {"type": "array", "items": {"$ref": "#/components/schemas/Statement"}, "description": "Of a task that is DONE: what makes the new tables."},
            "migrations": {"type": "array", "items": {"$ref": "#/components/schemas/Statement"}, "description": "What fills them."},
            "queries": {
              "type": "array",
              "description": "Every query of the request, in its order.",
              "items": {"type": "object", "required": ["queryid", "query"], "properties": {"queryid": {"type": "string"}, "query": {"type": "string"}}}
            },
            "result": {
              "oneOf": [
                {"type": "null", "description": "The task is not finished."},
                {
                  "type": "object", "required": ["ok", "meta", "report"],
                  "properties": {"ok": {"const": true}, "meta": {"$ref": "#/components/schemas/Meta"}, "report": {"type": "object"}}
                },
                {
                  "type": "object", "required": ["ok", "meta", "error"],
                  "properties": {
                    "ok": {"const": false}, "meta": {"$ref": "#/components/schemas/Meta"},
                    "error": {"type": "object", "required": ["code", "message"], "properties": {"code": {"type": "string"}, "message": {"type": "string"}}}
                  }
                }
              ]
            }
          }
        },
        "Meta": {"type": "object", "required": ["tokens_used"], "properties": {"tokens_used": {"type": "integer", "minimum": 0}}}
        """#

    static var problemSchemas: String {
        let types = ProblemType.allCases.map { "\"\($0.uri)\"" }.joined(separator: ", ")
        return #"""
            "Problem": {
              "type": "object",
              "required": ["type", "title", "status", "detail", "instance"],
              "properties": {
                "type": {"type": "string", "enum": [\#(types)], "description": "Never changes: what programs should branch on."},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string", "description": "What happened, and what to do."},
                "instance": {"type": "string", "description": "Holds the request id, as X-Request-Id does."},
                "errors": {
                  "type": "array", "description": "The fields at fault.",
                  "items": {"type": "object", "required": ["path", "message"], "properties": {"path": {"type": "string"}, "message": {"type": "string"}}}
                }
              }
            }
            """#
    }
}
