/// What scripts are told about the JSON they write and read, in JSON Schema 2020-12.
///
/// The schemas describe the form; whether the content makes an invoice only `InvoiceDraft.checked`
/// says.
public enum DraftSchema {
    /// A draft as `issue` takes it.
    public static let draft =
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Sijil draft",
          "description": "One document to be issued. A member that is null counts as absent.",
          "type": "object",
          "additionalProperties": false,
          "required": ["kind", "number", "lines"],
          "properties": {
            "key": {"$ref": "#/$defs/text", "maxLength": 127,
              "description": "Makes a repeated issue of the same draft harmless; default: number."},
            "unit": {"$ref": "#/$defs/text", "maxLength": 127,
              "description": "The EGS unit that issues it; needed once a ledger has two."},
            "kind": {"enum": ["standard", "simplified"]},
            "type": {"enum": ["invoice", "credit-note", "debit-note", "prepayment", null],
              "default": "invoice"},
            "number": {"type": "string", "minLength": 1, "maxLength": 127},
            "issued_at": {"$ref": "#/$defs/time",
              "description": "Riyadh time, never in the future; default: now."},
            "supply_date": {"$ref": "#/$defs/date",
              "description": "Of a standard invoice the default is the day of issue."},
            "supply_end_date": {"$ref": "#/$defs/date"},
            "currency": {"type": ["string", "null"], "pattern": "^[A-Z]{3}$", "default": "SAR"},
            "exchange_rate": {"$ref": "#/$defs/decimal",
              "description": "SAR for one unit of currency; needed unless currency is SAR."},
            "purchase_order": {"$ref": "#/$defs/text", "maxLength": 127},
            "contract": {"$ref": "#/$defs/text", "maxLength": 127},
            "note": {"$ref": "#/$defs/text", "maxLength": 1000},
            "payable_rounding": {"$ref": "#/$defs/decimal"},
            "credit": {},
            "prices_include_vat": {"type": ["boolean", "null"], "default": false,
              "description": "True: every price, allowance and charge includes VAT. Each \
        line gets a price without VAT of up to 14 decimals; what the prices add up to is to be \
        paid, and the rounding (BT-114) takes the difference."},
            "expect_total": {"$ref": "#/$defs/decimal",
              "description": "The total with VAT. A draft that comes out otherwise is refused with \
        the nearest change: one price of up to 14 decimals that rounds to the one given, a \
        rounding below 1.00, or the next totals. With prices_include_vat it is what the prices add \
        up to, and the total with VAT becomes the same where net amounts moved by 0.01 do it."},
            "buyer": {"anyOf": [{"$ref": "#/$defs/party"}, {"type": "null"}]},
            "lines": {"type": "array", "minItems": 1, "maxItems": 999999,
              "items": {"$ref": "#/$defs/line"}},
            "allowances": {"type": ["array", "null"], "items": {"$ref": "#/$defs/documentPart"}},
            "charges": {"type": ["array", "null"], "items": {"$ref": "#/$defs/documentPart"}},
            "prepayments": {"type": ["array", "null"], "items": {"$ref": "#/$defs/prepayment"}},
            "payment_means": {"$ref": "#/$defs/text",
              "description": "10 cash, 30 credit, 42 bank account, 48 card, 1 undefined."},
            "references": {"type": ["array", "null"], "items": {"$ref": "#/$defs/reference"}},
            "reason": {"$ref": "#/$defs/text", "maxLength": 1000,
              "description": "Why a credit or debit note is issued."},
            "flags": {"type": ["array", "null"], "items": {"enum": ["third-party", "nominal",
              "export", "summary", "self-billed", "continuous-supply", "b2g"]}}
          },
          "$defs": {
            "text": {"type": ["string", "null"]},
            "decimal": {
              "description": "A decimal as a string; a number is taken by its text, exactly.",
              "anyOf": [
                {"type": "string", "pattern": "^-?[0-9]{1,14}([.][0-9]{1,14})?$"},
                {"type": ["number", "null"]}
              ]
            },
            "date": {"type": ["string", "null"], "pattern": "^[2-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"},
            "time": {"type": ["string", "null"],
              "pattern": "^[2-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$"},
            "party": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "name": {"$ref": "#/$defs/text", "maxLength": 1000},
                "legal_form": {"$ref": "#/$defs/text", "maxLength": 1000},
                "vat": {"type": ["string", "null"], "pattern": "^(3[0-9]{13}3)?$"},
                "ids": {"type": ["array", "null"], "items": {
                  "type": "object", "additionalProperties": false, "required": ["scheme", "value"],
                  "properties": {
                    "scheme": {"enum": ["TIN", "CRN", "MOM", "MLS", "700", "SAG", "NAT", "GCC",
                      "IQA", "PAS", "OTH"]},
                    "value": {"type": "string", "minLength": 1, "maxLength": 127}
                  }}},
                "address": {"anyOf": [{"$ref": "#/$defs/address"}, {"type": "null"}]}
              }
            },
            "address": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "street": {"$ref": "#/$defs/text", "maxLength": 1000},
                "building": {"$ref": "#/$defs/text", "maxLength": 127},
                "additional_number": {"$ref": "#/$defs/text", "maxLength": 127},
                "district": {"$ref": "#/$defs/text", "maxLength": 127},
                "city": {"$ref": "#/$defs/text", "maxLength": 127},
                "postal_code": {"$ref": "#/$defs/text", "maxLength": 127},
                "country": {"type": ["string", "null"], "pattern": "^([A-Z0-9]{2})?$"}
              }
            },
            "vat": {
              "type": "object",
              "additionalProperties": false,
              "required": ["category"],
              "properties": {
                "category": {"enum": ["S", "Z", "E", "O"]},
                "rate": {"$ref": "#/$defs/decimal",
                  "description": "15 or 5 for S, where it is needed; 0 for the others."},
                "exemption_code": {"$ref": "#/$defs/text"},
                "exemption_reason": {"$ref": "#/$defs/text", "maxLength": 1000,
                  "description": "Default: a short Arabic text for the code; needed for O."}
              }
            },
            "line": {
              "type": "object",
              "additionalProperties": false,
              "required": ["name", "quantity", "vat"],
              "properties": {
                "name": {"type": "string", "minLength": 3, "maxLength": 1000},
                "note": {"$ref": "#/$defs/text", "maxLength": 1000},
                "quantity": {"$ref": "#/$defs/decimal"},
                "unit": {"$ref": "#/$defs/text", "maxLength": 127, "default": "PCE"},
                "price": {"$ref": "#/$defs/decimal"},
                "gross_price": {"$ref": "#/$defs/decimal"},
                "price_discount": {"$ref": "#/$defs/decimal"},
                "base_quantity": {"$ref": "#/$defs/decimal",
                  "description": "How many units the price is for; default 1."},
                "vat": {"$ref": "#/$defs/vat"},
                "allowances": {"type": ["array", "null"], "items": {"$ref": "#/$defs/linePart"}},
                "charges": {"type": ["array", "null"], "items": {"$ref": "#/$defs/linePart"}},
                "item_ids": {
                  "type": ["object", "null"],
                  "additionalProperties": false,
                  "properties": {
                    "seller": {"$ref": "#/$defs/text", "maxLength": 127},
                    "buyer": {"$ref": "#/$defs/text", "maxLength": 127},
                    "standard": {"$ref": "#/$defs/text", "maxLength": 127}
                  }
                }
              },
              "anyOf": [{"required": ["price"]}, {"required": ["gross_price", "price_discount"]}]
            },
            "linePart": {
              "description": "An allowance or charge: amount, or percent of base.",
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "amount": {"$ref": "#/$defs/decimal"},
                "percent": {"$ref": "#/$defs/decimal"},
                "base": {"$ref": "#/$defs/decimal"},
                "reason": {"$ref": "#/$defs/text", "maxLength": 1000},
                "reason_code": {"$ref": "#/$defs/text", "maxLength": 127}
              },
              "oneOf": [{"required": ["amount"]}, {"required": ["percent"]}]
            },
            "documentPart": {
              "description": "The same on the document, with the VAT group it belongs to.",
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "amount": {"$ref": "#/$defs/decimal"},
                "percent": {"$ref": "#/$defs/decimal"},
                "base": {"$ref": "#/$defs/decimal"},
                "reason": {"$ref": "#/$defs/text", "maxLength": 1000},
                "reason_code": {"$ref": "#/$defs/text", "maxLength": 127},
                "vat": {"anyOf": [{"$ref": "#/$defs/vat"}, {"type": "null"}]}
              },
              "oneOf": [{"required": ["amount"]}, {"required": ["percent"]}]
            },
            "reference": {
              "type": "object",
              "additionalProperties": false,
              "required": ["number"],
              "properties": {
                "number": {"type": "string", "minLength": 1, "maxLength": 5000},
                "date": {"$ref": "#/$defs/date"}
              }
            },
            "prepayment": {
              "description": "An advance drawn on, one entry a VAT group.",
              "type": "object",
              "additionalProperties": false,
              "required": ["number", "issued_at", "taxable", "vat"],
              "properties": {
                "number": {"type": "string", "minLength": 1, "maxLength": 127},
                "issued_at": {"$ref": "#/$defs/time"},
                "uuid": {"$ref": "#/$defs/text"},
                "taxable": {"$ref": "#/$defs/decimal"},
                "tax": {"$ref": "#/$defs/decimal", "description": "Default: by the rate."},
                "vat": {"$ref": "#/$defs/vat"}
              }
            }
          }
        }
        """
}
