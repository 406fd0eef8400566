extension DraftSchema {
    /// A seller file as `init` takes it.
    public static let seller =
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Sijil seller",
          "description": "The seller as invoices show it, and the first EGS unit.",
          "type": "object",
          "additionalProperties": false,
          "required": ["name", "vat", "ids", "address", "common_name", "serial", "branch",
            "documents", "location", "industry"],
          "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": 1000},
            "legal_form": {"type": ["string", "null"]},
            "vat": {"type": "string", "pattern": "^3[0-9]{13}3$"},
            "ids": {"type": "array", "minItems": 1, "items": {
              "type": "object", "additionalProperties": false, "required": ["scheme", "value"],
              "properties": {
                "scheme": {"enum": ["CRN", "MOM", "MLS", "700", "SAG", "OTH"]},
                "value": {"type": "string", "minLength": 1}
              }}},
            "address": {
              "type": "object",
              "additionalProperties": false,
              "required": ["street", "building", "district", "city", "postal_code", "country"],
              "properties": {
                "street": {"type": "string", "minLength": 1, "maxLength": 1000},
                "building": {"type": "string", "pattern": "^[0-9]{4}$"},
                "district": {"type": "string", "minLength": 1, "maxLength": 127},
                "city": {"type": "string", "minLength": 1, "maxLength": 127},
                "postal_code": {"type": "string", "pattern": "^[0-9]{5}$"},
                "country": {"const": "SA"}
              }
            },
            "common_name": {"type": "string", "minLength": 1},
            "serial": {"type": "string", "pattern": "^1-[^|]+[|]2-[^|]+[|]3-[^|]+$"},
            "branch": {"type": "string", "minLength": 1},
            "documents": {"type": "string", "pattern": "^[01]{4}$",
              "description": "Four digits: standard, simplified, and two the authority reserves."},
            "location": {"type": "string", "minLength": 1},
            "industry": {"type": "string", "minLength": 1}
          }
        }
        """

    /// One line of `issue`'s results.
    public static let issueResult =
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Sijil issue result",
          "description": "What became of one draft. Members that do not apply are null or absent.",
          "type": "object",
          "required": ["status", "problems"],
          "properties": {
            "key": {"type": ["string", "null"]},
            "number": {"type": ["string", "null"]},
            "status": {"enum": ["issued", "existing", "refused", "not-attempted", "valid"]},
            "unit": {"type": ["string", "null"]},
            "epoch": {"type": ["integer", "null"], "minimum": 0},
            "icv": {"type": ["integer", "null"], "minimum": 1},
            "uuid": {"type": ["string", "null"], "pattern": "^[0-9a-f-]{36}$"},
            "hash": {"type": ["string", "null"], "pattern": "^[A-Za-z0-9+/]{43}=$"},
            "pih": {"type": ["string", "null"]},
            "issued_at": {"type": ["string", "null"],
              "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$"},
            "recorded_at": {"type": ["string", "null"],
              "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"},
            "total": {"type": ["string", "null"], "pattern": "^[0-9]+[.][0-9]{2}$"},
            "vat": {"type": ["string", "null"], "pattern": "^[0-9]+[.][0-9]{2}$"},
            "qr": {"type": ["string", "null"]},
            "problems": {"type": "array", "items": {"$ref": "#/$defs/problem"}},
            "not_checked": {"type": "array", "items": {"$ref": "#/$defs/words"},
              "description": "Only of check: what it leaves out."}
          },
          "$defs": {
            "problem": {
              "type": "object",
              "required": ["rule", "severity", "path", "value", "message", "remedy"],
              "properties": {
                "rule": {"type": "string", "pattern": "^(BR|SJL|EN|KSA)-[A-Z0-9-]+$"},
                "severity": {"enum": ["error", "warning"]},
                "path": {"type": "string"},
                "value": {"type": ["string", "null"]},
                "message": {"$ref": "#/$defs/words"},
                "remedy": {"$ref": "#/$defs/words"}
              }
            },
            "words": {
              "type": "object",
              "required": ["en", "ar"],
              "properties": {"en": {"type": "string"}, "ar": {"type": "string"}}
            }
          }
        }
        """
}
