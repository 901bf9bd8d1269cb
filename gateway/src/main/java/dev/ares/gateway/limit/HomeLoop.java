package dev.ares.gateway.limit;

import io.netty.channel.EventLoop;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;

/**
 * The event loop of a request's connection, where it goes on whatever thread knows an answer, and where its own answer is
 * written without waking another one.
 */
final class HomeLoop {

    private HomeLoop() {}

    static Scheduler of(ServerHttpRequest request) {
        Connection connection = ServerHttpRequestDecorator.getNativeRequest(request);
        EventLoop loop = connection.channel().eventLoop();
        return Schedulers.fromExecutor(work -> {
            // What is at home goes on at once, and not after everything else that waits there.
            if (loop.inEventLoop()) {
                work.run();
            } else {
                loop.execute(work);
            }
        });
    }
}
