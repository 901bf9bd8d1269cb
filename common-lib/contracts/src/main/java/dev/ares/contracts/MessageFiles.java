package dev.ares.contracts;

import com.google.protobuf.Descriptors.FileDescriptor;

/** The files that hold messages, for tools that show a payload without knowing its class. */
public final class MessageFiles {

    private MessageFiles() {}

    public static FileDescriptor[] all() {
        return new FileDescriptor[] {
            dev.ares.contracts.inventory.v1.Messages.getDescriptor(),
            dev.ares.contracts.order.v1.Messages.getDescriptor(),
            dev.ares.contracts.payment.v1.Messages.getDescriptor(),
            dev.ares.contracts.user.v1.Messages.getDescriptor(),
        };
    }
}
