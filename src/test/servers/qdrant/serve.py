"""Qdrant's local mode behind gRPC: a stand-in for a server in tests, not Qdrant.

What is searched, filtered and stored is the vendor's own implementation in Python (`QdrantLocal`), reached through the
vendor's own conversions of the wire format. It compares every vector, so it tells nothing about recall or speed. Of
this file's making are the methods below and, in place of the server's inference, sparse vectors for `qdrant/bm25`.

Prints its port, and ends when its standard input does. Arguments: the API key to ask for, if any; `--in` and a folder to
keep everything there, `--at` and a port, if not any that is free.
"""

import argparse
import re
import sys
import threading
import zlib
from collections import Counter
from concurrent import futures

import grpc
from qdrant_client.conversions.conversion import GrpcToRest, RestToGrpc
from qdrant_client.grpc import collections_pb2 as collections
from qdrant_client.grpc import collections_service_pb2_grpc as collections_service
from qdrant_client.grpc import points_pb2 as points
from qdrant_client.grpc import points_service_pb2_grpc as points_service
from qdrant_client.local.qdrant_local import QdrantLocal

MODEL = "qdrant/bm25"
K, B, AVERAGE_LENGTH = 1.2, 0.75, 256


def tokens(text):
    return Counter(zlib.crc32(word.lower().encode()) for word in re.findall(r"[^\W_]+", text))


def sparse(document, weight):
    if document.model != MODEL:
        raise ValueError(f"no inference for {document.model}")
    weights = weight(tokens(document.text))
    return points.SparseVector(indices=list(weights), values=list(weights.values()))


def of_question(counts):
    return {token: 1.0 for token in counts}


def of_passage(counts):
    norm = K * (1 - B + B * sum(counts.values()) / AVERAGE_LENGTH)
    return {token: n * (K + 1) / (n + norm) for token, n in counts.items()}


def infer_query(query):
    if query.WhichOneof("variant") == "nearest" and query.nearest.WhichOneof("variant") == "document":
        query.nearest.sparse.CopyFrom(sparse(query.nearest.document, of_question))


def infer_point(point):
    for vector in point.vectors.vectors.vectors.values():
        if vector.WhichOneof("vector") == "document":
            vector.sparse.CopyFrom(sparse(vector.document, of_passage))


class Local:
    """One call at a time: the local mode is for one thread."""

    def __init__(self, location):
        self.qdrant = QdrantLocal(location)
        self.lock = threading.RLock()

    def answer(self, method, name):
        def call(request, context):
            with self.lock:
                try:
                    return method(request)
                except Exception as e:  # as the server says it: what is asked for is missing, there, or wrong
                    said = str(e)
                    if "not found" in said:
                        context.abort(grpc.StatusCode.NOT_FOUND, f"Not found: {said}")
                    if "already exists" in said:
                        context.abort(grpc.StatusCode.ALREADY_EXISTS, f"Wrong input: {said}")
                    context.abort(grpc.StatusCode.INVALID_ARGUMENT, f"Wrong input: {said}")

        call.__name__ = name
        return call


class Points:
    def __init__(self, qdrant):
        self.qdrant = qdrant

    def Query(self, request):
        infer_query(request.query)
        for prefetch in request.prefetch:
            infer_query(prefetch.query)
        query = GrpcToRest.convert_query_points(request)
        found = self.qdrant.query_points(
            collection_name=request.collection_name,
            query=query.query,
            using=query.using,
            prefetch=query.prefetch,
            query_filter=query.filter,
            limit=query.limit,
            with_payload=query.with_payload,
            with_vectors=query.with_vector or False,
            score_threshold=query.score_threshold,
        )
        return points.QueryResponse(result=[RestToGrpc.convert_scored_point(p) for p in found.points])

    def Scroll(self, request):
        page, following = self.qdrant.scroll(
            collection_name=request.collection_name,
            scroll_filter=GrpcToRest.convert_filter(request.filter) if request.HasField("filter") else None,
            limit=request.limit,
            offset=GrpcToRest.convert_point_id(request.offset) if request.HasField("offset") else None,
            with_payload=GrpcToRest.convert_with_payload_interface(request.with_payload),
        )
        answer = points.ScrollResponse(result=[RestToGrpc.convert_record(p) for p in page])
        if following is not None:
            answer.next_page_offset.CopyFrom(RestToGrpc.convert_extended_point_id(following))
        return answer

    def Upsert(self, request):
        for point in request.points:
            infer_point(point)
        self.qdrant.upsert(request.collection_name, [GrpcToRest.convert_point_struct(p) for p in request.points])
        return self.done()

    def Delete(self, request):
        self.qdrant.delete(request.collection_name, GrpcToRest.convert_points_selector(request.points))
        return self.done()

    def CreateFieldIndex(self, request):
        self.qdrant._get_collection(request.collection_name)
        return self.done()

    @staticmethod
    def done():
        return points.PointsOperationResponse(result=points.UpdateResult(status=points.UpdateStatus.Completed))


class Collections:
    def __init__(self, qdrant):
        self.qdrant = qdrant

    def Get(self, request):
        info = self.qdrant.get_collection(request.collection_name)
        return collections.GetCollectionInfoResponse(result=RestToGrpc.convert_collection_info(info))

    def Create(self, request):
        self.qdrant.create_collection(
            request.collection_name,
            vectors_config=GrpcToRest.convert_vectors_config(request.vectors_config)
            if request.HasField("vectors_config")
            else None,
            sparse_vectors_config=GrpcToRest.convert_sparse_vector_config(request.sparse_vectors_config)
            if request.HasField("sparse_vectors_config")
            else None,
        )
        return collections.CollectionOperationResponse(result=True)

    def Delete(self, request):
        return collections.CollectionOperationResponse(
            result=self.qdrant.delete_collection(request.collection_name)
        )


class ApiKey(grpc.ServerInterceptor):
    def __init__(self, key):
        self.key = key
        self.refusal = grpc.unary_unary_rpc_method_handler(self.refuse)

    def intercept_service(self, proceed, call):
        return proceed(call) if ("api-key", self.key) in call.invocation_metadata else self.refusal

    @staticmethod
    def refuse(_, context):
        context.abort(grpc.StatusCode.UNAUTHENTICATED, "Must provide an API key or an Authorization bearer token")


def serve(location, port, *keys):
    local = Local(location)
    servicers = []
    for methods, base, add in [
        (Points(local.qdrant), points_service.PointsServicer, points_service.add_PointsServicer_to_server),
        (Collections(local.qdrant), collections_service.CollectionsServicer, collections_service.add_CollectionsServicer_to_server),
    ]:
        servicer = base()
        for name in vars(type(methods)):
            if name[0].isupper():
                setattr(servicer, name, local.answer(getattr(methods, name), name))
        servicers.append((servicer, add))
    server = grpc.server(
        futures.ThreadPoolExecutor(8),
        interceptors=[ApiKey(key) for key in keys],
        options=[("grpc.max_receive_message_length", 64 << 20), ("grpc.max_send_message_length", -1)],
    )
    for servicer, add in servicers:
        add(servicer, server)
    bound = server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    print(bound, flush=True)
    sys.stdin.read()
    server.stop(None)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("keys", nargs="*")
    arguments.add_argument("--in", dest="location", default=":memory:")
    arguments.add_argument("--at", dest="port", type=int, default=0)
    given = arguments.parse_args()
    serve(given.location, given.port, *given.keys)
