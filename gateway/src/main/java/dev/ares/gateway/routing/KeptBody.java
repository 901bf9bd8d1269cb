package dev.ares.gateway.routing;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

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

    private final byte[] kept;
    private final Flux<Integer> positions;
    private int end;
    private volatile boolean failed;

    KeptBody(ServerHttpRequest request) {
        super(request);
        this.kept = new byte[(int) request.getHeaders().getContentLength()];
        // Read on while no instance takes it, so that its caller can go on sending; it ends with him, its time limit or
        // the answer.
        this.positions = request.getBody()
                .map(this::keep)
                .doOnError(fault -> failed = true)
                .replay(1)
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
        return Flux.defer(() -> {
            AtomicInteger sent = new AtomicInteger();
            return positions.map(to -> part(sent.getAndSet(to), to));
        });
    }

    private DataBuffer part(int from, int to) {
        return DefaultDataBufferFactory.sharedInstance.wrap(ByteBuffer.wrap(kept, from, to - from));
    }

    /** Returns how much of it is there. One array for all, however small the parts are in which it comes. */
    private int keep(DataBuffer part) {
        int length = part.readableByteCount();
        part.read(kept, end, length);
        DataBufferUtils.release(part);
        end += length;
        return end;
    }
}
