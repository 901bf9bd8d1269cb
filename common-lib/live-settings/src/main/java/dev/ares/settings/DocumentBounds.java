package dev.ares.settings;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * What a document may be at most before anything is made of it. A few lines of YAML can stand for gigabytes: aliases that
 * multiply, lists in lists, a long key over many values. So it is read as a stream of events, which holds nothing, and given
 * up at the first that is too much.
 */
final class DocumentBounds {

    /** Characters. */
    static final int MAX_LENGTH = 256 * 1024;

    /** The binder's time grows with their square: so many in lists of lists take it seconds. */
    static final int MAX_EVENTS = 10_000;

    static final int MAX_DEPTH = 50;

    /** Characters of all values with the full name of each, as the binder will hold them. */
    static final int MAX_WRITTEN_OUT = 2 * 1024 * 1024;

    private static final int INDEX_LENGTH = "[00000]".length();

    private final Deque<Open> open = new ArrayDeque<>();
    private int events;
    private long writtenOut;

    private DocumentBounds() {}

    /** @throws IllegalArgumentException with the bound that it breaks; {@link RuntimeException} when it is not YAML */
    static void check(String document) {
        if (document.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "%d characters (expected: at most %d)".formatted(document.length(), MAX_LENGTH));
        }
        var bounds = new DocumentBounds();
        new Yaml(new LoaderOptions()).parse(new StringReader(document)).forEach(bounds::take);
    }

    private void take(Event event) {
        events++;
        if (events > MAX_EVENTS) {
            throw new IllegalArgumentException("more than " + MAX_EVENTS + " keys, values and brackets");
        }
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            throw new IllegalArgumentException("%s%s (expected: plain values, no anchors and no aliases)"
                    .formatted(node instanceof AliasEvent ? "*" : "&", node.getAnchor()));
        }
        if (event instanceof CollectionStartEvent start) {
            begin(start);
        } else if (event instanceof CollectionEndEvent) {
            open.pop();
        } else if (event instanceof ScalarEvent scalar) {
            scalar(scalar.getValue().length());
        }
    }

    private void begin(CollectionStartEvent start) {
        Open parent = open.peek();
        if (parent != null && parent.awaitsKey()) {
            throw new IllegalArgumentException("a map or list as a key (expected: text)");
        }
        if (open.size() == MAX_DEPTH) {
            throw new IllegalArgumentException("more than " + MAX_DEPTH + " maps and lists in each other");
        }
        int name = parent == null ? 0 : parent.takeValue();
        write(name);
        open.push(new Open(start instanceof MappingStartEvent, name));
    }

    private void scalar(int length) {
        Open parent = open.peek();
        if (parent == null) {
            return;
        }
        if (parent.awaitsKey()) {
            parent.takeKey(length);
        } else {
            write(parent.takeValue() + length);
        }
    }

    private void write(int length) {
        writtenOut += length;
        if (writtenOut > MAX_WRITTEN_OUT) {
            throw new IllegalArgumentException(
                    "more than %d characters when each value is written out with its full name"
                            .formatted(MAX_WRITTEN_OUT));
        }
    }

    /** A map or list whose end is still to come. */
    private static final class Open {

        private final boolean map;
        private final int name;
        private int key = -1;

        /** @param name length of its full name */
        Open(boolean map, int name) {
            this.map = map;
            this.name = name;
        }

        boolean awaitsKey() {
            return map && key < 0;
        }

        void takeKey(int length) {
            key = length;
        }

        /** The length of the value's full name. */
        int takeValue() {
            int own = map ? 1 + key : INDEX_LENGTH;
            key = -1;
            return name + own;
        }
    }
}
