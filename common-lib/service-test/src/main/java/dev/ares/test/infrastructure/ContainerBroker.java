package dev.ares.test.infrastructure;

import java.io.IOException;
import java.time.Duration;

import org.testcontainers.containers.GenericContainer;

import static org.awaitility.Awaitility.await;

/** A broker in a container. */
record ContainerBroker(GenericContainer<?> container, int port) implements BreakableBroker {

    private static final int PATIENCE_SECONDS = 20;

    @Override
    public void stop() {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(PATIENCE_SECONDS)
                .exec();
    }

    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void startAgain() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        // The engine takes connections for the container at once: whether the broker does is seen from inside.
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(this::listens);
    }

    private boolean listens() throws IOException, InterruptedException {
        return container
                        .execInContainer("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port)
                        .getExitCode()
                == 0;
    }

    @Override
    public void pause() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void resume() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void remove() {
        container.stop();
    }
}
