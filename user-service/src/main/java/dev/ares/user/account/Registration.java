package dev.ares.user.account;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.ares.web.FieldFault;
import dev.ares.web.Problem;

/** The validated wish to have an account. {@link #of} is the only way in; it names every field at fault at once. */
record Registration(String email, String name, String password) {

    /** Longest address that a mail server must take (RFC 5321). */
    private static final int LONGEST_EMAIL = 254;

    /** Visible ASCII only: no look-alike letters, and upper and lower case mean the same everywhere. */
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";

    private static final Pattern EMAIL =
            Pattern.compile("(?=.{1,64}@)[!-?A-Z\\[-~]+@" + LABEL + "(?:\\." + LABEL + ")+");

    private static final String EXPECTED_EMAIL = "an e-mail address such as ada@example.org, at most 254 characters";
    private static final String EXPECTED_NAME = "1 to 100 characters, no control characters";

    /** @throws Problem 400 with one error for each field that is not as expected */
    static Registration of(@Nullable String email, @Nullable String name, @Nullable String password) {
        List<FieldFault> faults = new ArrayList<>();
        if (email == null
                || email.length() > LONGEST_EMAIL
                || !EMAIL.matcher(email).matches()) {
            faults.add(new FieldFault("email", EXPECTED_EMAIL));
        }
        String trimmed = name == null ? null : name.strip();
        if (trimmed == null || !isText(trimmed, 1, 100)) {
            faults.add(new FieldFault("name", EXPECTED_NAME));
        }
        if (password == null || !Passwords.isAcceptable(password)) {
            faults.add(new FieldFault("password", Passwords.EXPECTED));
        }
        if (email == null || trimmed == null || password == null || !faults.isEmpty()) {
            throw Problem.badRequest(faults);
        }
        return new Registration(email, trimmed, password);
    }

    /** PostgreSQL cannot store U+0000, and half a surrogate pair would be stored as a question mark. */
    static boolean isText(String text, int least, int most) {
        int length = text.codePointCount(0, text.length());
        return length >= least
                && length <= most
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) || isHalfOfAPair(c));
    }

    private static boolean isHalfOfAPair(int codePoint) {
        return Character.isBmpCodePoint(codePoint) && Character.isSurrogate((char) codePoint);
    }

    /** Leaves the password out: a registration may end up in a log. */
    @Override
    public String toString() {
        return "Registration[email=" + email + ", name=" + name + "]";
    }
}
