package dev.ares.gateway.routing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/**
 * A request whose body can be sent once more, to another instance. It is passed on as it comes; a small one is remembered
 * meanwhile, a larger one is not: what a thousand requests in flight keep has to fit into the gateway's memory. The library's
 * own way, {@code ServerWebExchangeUtils.cacheRequestBody}, waits for the whole body before it passes any of it on.
 */
final class KeptBody extends ServerHttpRequestDecorator {

    static final int LARGEST = 16 * 1024;

    /** Null: it is too large. */
    private @Nullable ByteArrayOutputStream kept = new ByteArrayOutputStream(512);

    private volatile boolean complete;

    KeptBody(ServerHttpRequest request) {
        super(request);
    }

    /** Whether all of it has come and is remembered. */
    boolean isKept() {
        return complete && kept != null;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.defer(() -> {
            ByteArrayOutputStream all = complete ? kept : null;
            return all == null
                    ? firstTime()
                    : Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(all.toByteArray()));
        });
    }

    private Flux<DataBuffer> firstTime() {
        return super.getBody().doOnNext(this::keep).doOnComplete(() -> complete = true);
    }

    private void keep(DataBuffer part) {
        if (kept == null) {
            return;
        }
        if (kept.size() + part.readableByteCount() > LARGEST) {
            kept = null;
            return;
        }
        byte[] copy = new byte[part.readableByteCount()];
        part.toByteBuffer(ByteBuffer.wrap(copy));
        kept.writeBytes(copy);
    }
}
