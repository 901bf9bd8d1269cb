package dev.ares.gateway.routing;

import java.nio.ByteBuffer;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/**
 * A request whose body can be sent once more, to another instance, also where the first one died before all of it had come:
 * what was there is sent again, and the rest as it comes. The library's own way,
 * {@code ServerWebExchangeUtils.cacheRequestBody}, waits for the whole body before it passes any of it on.
 */
final class KeptBody extends ServerHttpRequestDecorator {

    /** In bytes, as announced: what a thousand requests in flight keep has to fit into the gateway's memory. */
    static final int LARGEST = 16 * 1024;

    private final Flux<byte[]> parts;
    private volatile boolean failed;

    KeptBody(ServerHttpRequest request) {
        super(request);
        // Whoever sends it goes on sending when an instance hangs up, so it is read on without one.
        this.parts = request.getBody()
                .map(KeptBody::read)
                .doOnError(fault -> failed = true)
                .replay()
                .autoConnect();
    }

    /** Whether the request says how large its body is, and that is little. */
    static boolean isSmall(ServerHttpRequest request) {
        long announced = request.getHeaders().getContentLength();
        return announced > 0 && announced <= LARGEST;
    }

    /** Whether its caller stopped sending, or was stopped. */
    boolean isFailed() {
        return failed;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return parts.map(DefaultDataBufferFactory.sharedInstance::wrap);
    }

    private static byte[] read(DataBuffer part) {
        byte[] copy = new byte[part.readableByteCount()];
        part.toByteBuffer(ByteBuffer.wrap(copy));
        DataBufferUtils.release(part);
        return copy;
    }
}
