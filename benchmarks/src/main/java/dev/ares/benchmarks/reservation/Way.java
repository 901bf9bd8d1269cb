package dev.ares.benchmarks.reservation;

/** How orders get their stock; the first is what the others are compared with. */
enum Way {
    COALESCED("coalesced") {
        @Override
        Reserver open(Warehouse warehouse) {
            return new ReaderLanes(warehouse.reader(), 1, warehouse.batchSize());
        }
    },

    /** All the same, but for the size of the batch, and as many side by side as there are connections. */
    ONE_EACH("one transaction each") {
        @Override
        Reserver open(Warehouse warehouse) {
            return new ReaderLanes(warehouse.reader(), Warehouse.CONNECTIONS, 1);
        }
    },

    PLAIN("one each, two statements") {
        @Override
        Reserver open(Warehouse warehouse) {
            return warehouse.plain();
        }

        @Override
        boolean tells() {
            return false;
        }
    };

    private final String title;

    Way(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether it answers each order through the message table. */
    boolean tells() {
        return true;
    }

    abstract Reserver open(Warehouse warehouse);
}
