package dev.ares.local.command;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;

import dev.ares.local.process.StateFolder;

/** The right to start and stop parts, which one launcher at a time has. */
final class Turn implements AutoCloseable {

    private final FileChannel channel;

    private Turn(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws CannotRunException when another launcher has it */
    static Turn take(StateFolder state) throws IOException {
        var channel =
                FileChannel.open(state.root().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new CannotRunException("Another ./ares is starting or stopping the stack in " + state.root() + ".");
        }
        return new Turn(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
