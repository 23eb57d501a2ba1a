"""A REST door (version 2, as far as tests need it) before Milvus Lite, which speaks gRPC alone.

Schemas, indexes, filters, BM25 and hybrid search are Milvus Lite's, the vendor's own; the shapes of
requests and answers are those that Milvus documents, and are the work of this file. It runs until
standard input ends, and prints the port it listens on. Arguments: the file of the data, the token
to ask for, if any, and the port, if not any that is free.
"""

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pymilvus import AnnSearchRequest, DataType, Function, FunctionType, MilvusClient, RRFRanker
from pymilvus.exceptions import MilvusException

TYPES = {
    "VarChar": DataType.VARCHAR,
    "Int64": DataType.INT64,
    "Float": DataType.FLOAT,
    "Double": DataType.DOUBLE,
    "Bool": DataType.BOOL,
    "JSON": DataType.JSON,
    "FloatVector": DataType.FLOAT_VECTOR,
    "SparseFloatVector": DataType.SPARSE_FLOAT_VECTOR,
}
NAMES = {value: name for name, value in TYPES.items()}

client = MilvusClient(sys.argv[1])
token = sys.argv[2] if len(sys.argv) > 2 else None
writing = threading.Lock()


class Refused(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def describe(request):
    name = request["collectionName"]
    if not client.has_collection(name):
        raise Refused(100, f"can't find collection[database=default][collection={name}]")
    told = client.describe_collection(name)
    fields = [
        {
            "name": field["name"],
            "type": NAMES.get(field["type"], str(field["type"])),
            "primaryKey": field.get("is_primary", False),
            "nullable": field.get("nullable", False),
            "params": [{"key": k, "value": str(v)} for k, v in field.get("params", {}).items()],
        }
        for field in told["fields"]
    ]
    indexes = []
    for index in client.list_indexes(name):
        of = client.describe_index(name, index)
        indexes.append(
            {"indexName": index, "fieldName": of["field_name"], "metricType": of["metric_type"]}
        )
    functions = [
        {
            "name": function["name"],
            "type": "BM25",
            "inputFieldNames": list(function["input_field_names"]),
            "outputFieldNames": list(function["output_field_names"]),
        }
        for function in told.get("functions", [])
    ]
    return {
        "collectionName": name,
        "enableDynamicField": told.get("enable_dynamic_field", False),
        "fields": fields,
        "functions": functions,
        "indexes": indexes,
        "load": "LoadStateLoaded",
    }


def create(request):
    name = request["collectionName"]
    wanted = request["schema"]
    schema = client.create_schema(enable_dynamic_field=wanted.get("enableDynamicField", False))
    for field in wanted["fields"]:
        schema.add_field(
            field["fieldName"],
            TYPES[field["dataType"]],
            is_primary=field.get("isPrimary", False),
            nullable=field.get("nullable", False),
            **numbers(field.get("elementTypeParams", {})),
        )
    for function in wanted.get("functions", []):
        schema.add_function(
            Function(
                name=function["name"],
                function_type=FunctionType.BM25,
                input_field_names=function["inputFieldNames"],
                output_field_names=function["outputFieldNames"],
            )
        )
    indexes = client.prepare_index_params()
    for index in request["indexParams"]:
        indexes.add_index(
            field_name=index["fieldName"],
            index_name=index.get("indexName", ""),
            metric_type=index["metricType"],
            index_type=index.get("indexType", "AUTOINDEX"),
            params=index.get("params", {}),
        )
    if client.has_collection(name):
        return {}
    client.create_collection(name, schema=schema, index_params=indexes)
    client.load_collection(name)
    return {}


def numbers(params):
    return {k: int(v) if k in ("dim", "max_length") else v for k, v in params.items()}


def drop(request):
    client.drop_collection(request["collectionName"])
    return {}


def hits(found, key, sign=1):
    """The key is told as "id", whatever its field is called."""
    rows = []
    for hit in found[0]:
        row = {"id": hit[key], "distance": sign * hit["distance"]}
        row.update(rendered(hit["entity"]))
        rows.append(row)
    return rows


def key(told):
    return next(field["name"] for field in told["fields"] if field["primaryKey"])


def rendered(entity):
    """A JSON field is told as text, all others as they are."""
    return {k: json.dumps(v) if isinstance(v, dict) else v for k, v in entity.items()}


def search(request):
    told = describe(request)
    metrics = {index["fieldName"]: index["metricType"] for index in told["indexes"]}
    # Milvus tells BM25 as a score, higher is better; Milvus Lite as its negative.
    sign = -1 if metrics.get(request["annsField"]) == "BM25" else 1
    return hits(
        client.search(
            request["collectionName"],
            data=request["data"],
            anns_field=request["annsField"],
            filter=request.get("filter", ""),
            limit=request["limit"],
            output_fields=request.get("outputFields", []),
            search_params=request.get("searchParams", {}),
        ),
        key(told),
        sign,
    )


def hybrid_search(request):
    told = describe(request)
    searches = [
        AnnSearchRequest(
            data=one["data"],
            anns_field=one["annsField"],
            param=one.get("params", {}),
            limit=one["limit"],
            expr=one.get("filter") or None,
        )
        for one in request["search"]
    ]
    return hits(
        client.hybrid_search(
            request["collectionName"],
            searches,
            RRFRanker(request["rerank"]["params"]["k"]),
            limit=request["limit"],
            output_fields=request.get("outputFields", []),
        ),
        key(told),
    )


def query(request):
    describe(request)
    rows = client.query(
        request["collectionName"],
        filter=request.get("filter", ""),
        output_fields=request.get("outputFields", []),
        limit=request["limit"],
        offset=request.get("offset", 0),
    )
    return [rendered(row) for row in rows]


def upsert(request):
    describe(request)
    done = client.upsert(request["collectionName"], request["data"])
    return {"upsertCount": done["upsert_count"]}


def delete(request):
    describe(request)
    client.delete(request["collectionName"], filter=request["filter"])
    return {}


ROUTES = {
    "/v2/vectordb/collections/describe": describe,
    "/v2/vectordb/collections/create": create,
    "/v2/vectordb/collections/drop": drop,
    "/v2/vectordb/entities/search": search,
    "/v2/vectordb/entities/hybrid_search": hybrid_search,
    "/v2/vectordb/entities/query": query,
    "/v2/vectordb/entities/upsert": upsert,
    "/v2/vectordb/entities/delete": delete,
}


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, answer = 200, self.answered(body)
        if answer["code"] == 1800:
            status = 401
        told = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def answered(self, body):
        if token and self.headers.get("Authorization") != f"Bearer {token}":
            return {"code": 1800, "message": "user hasn't authenticated"}
        try:
            # The engine has one writer a collection.
            with writing:
                return {"code": 0, "data": ROUTES[self.path](json.loads(body))}
        except Refused as refused:
            return {"code": refused.code, "message": str(refused)}
        except MilvusException as failed:
            return {"code": failed.code or 1100, "message": failed.message}
        except Exception as broken:  # a fault of the door or of the engine: told, never hidden
            return {"code": 65535, "message": f"{type(broken).__name__}: {broken}"}

    def log_message(self, *_):
        pass


def main():
    # A server of Milvus loads what was loaded when it ended; its Lite does not.
    for name in client.list_collections():
        client.load_collection(name)
    port = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    server = ThreadingHTTPServer(("127.0.0.1", port), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    os._exit(0)


main()
