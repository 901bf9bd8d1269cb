package dev.ares.gateway.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.MethodDescriptor.PrototypeMarshaller;

/**
 * A unary gRPC method that is offered as {@code POST path}, JSON in and out by protobuf's own mapping.
 *
 * @param name in metrics, and in the answer's {@code X-Ares-Route}
 * @param path of the REST call, below {@code /api/}
 * @param service by its name in the registry
 * @param method of the generated stub; asking it twice must be as good as once, since it is repeated when it fails
 */
record OfferedCall<Q extends Message, A extends Message>(
        String name, String path, String service, MethodDescriptor<Q, A> method) {

    OfferedCall {
        require(path.startsWith("/api/"), "path", path, "below /api/");
        require(method.getType() == MethodType.UNARY, "method", method.getFullMethodName(), "a unary one");
        require(
                method.getRequestMarshaller() instanceof PrototypeMarshaller,
                "method",
                method.getFullMethodName(),
                "one of protobuf messages");
    }

    private static void require(boolean fulfilled, String name, String value, String expected) {
        if (!fulfilled) {
            throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, value, expected));
        }
    }

    /** A question in which nothing is set. */
    Q blankQuestion() {
        PrototypeMarshaller<Q> marshaller = (PrototypeMarshaller<Q>) method.getRequestMarshaller();
        Q prototype = marshaller.getMessagePrototype();
        if (prototype == null) {
            throw new IllegalStateException(method + ": no prototype (expected: a generated message)");
        }
        return prototype;
    }
}
