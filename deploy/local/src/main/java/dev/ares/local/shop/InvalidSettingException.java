package dev.ares.local.shop;

/** A setting that the launcher cannot work with; the message is one sentence for the user. */
public final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidSettingException(String name, String value, String expected) {
        super(name + ": " + value + " (expected: " + expected + ")");
    }
}
