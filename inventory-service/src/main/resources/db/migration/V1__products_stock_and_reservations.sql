-- The collation is that of the bytes: stock is locked in SKU order, and the order must be the application's own.
CREATE TABLE product (
    sku            text COLLATE "C" PRIMARY KEY CHECK (sku ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    name           text             NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    -- In minor units of the currency.
    price_amount   bigint           NOT NULL CHECK (price_amount > 0),
    price_currency text             NOT NULL CHECK (price_currency ~ '^[A-Z]{3}$'),
    created_at     timestamptz      NOT NULL DEFAULT now()
);

-- Room for new versions of a row beside the old ones: the columns that change are in no index.
CREATE TABLE stock (
    sku       text COLLATE "C" PRIMARY KEY REFERENCES product,
    available bigint           NOT NULL CHECK (available >= 0),
    reserved  bigint           NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    sold      bigint           NOT NULL DEFAULT 0 CHECK (sold >= 0),
    -- Grows by one with each change: readers of StockChanged apply only newer versions.
    version   bigint           NOT NULL DEFAULT 1
) WITH (fillfactor = 60);

-- Everything that ever came in: per SKU, its sum is available + reserved + sold.
CREATE TABLE stock_ledger (
    id              bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku             text COLLATE "C" NOT NULL REFERENCES product,
    kind            text             NOT NULL CHECK (kind IN ('INITIAL', 'RESTOCK')),
    quantity        bigint           NOT NULL CHECK (quantity >= 0),
    idempotency_key text,
    entered_at      timestamptz      NOT NULL DEFAULT now(),
    UNIQUE (sku, idempotency_key)
);

-- One per order for ever: the natural key of the order's effects on stock, and the tombstone of a release that came
-- first.
CREATE TABLE reservation (
    order_id   uuid        PRIMARY KEY,
    status     text        NOT NULL CHECK (status IN ('RESERVED', 'REFUSED', 'RELEASED', 'COMMITTED')),
    -- Why the order gets nothing: OUT_OF_STOCK, RELEASED.
    reason     text        CHECK (reason IN ('OUT_OF_STOCK', 'RELEASED')),
    -- The SKUs that fell short.
    short_of   text[]      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((reason IS NULL) = (status IN ('RESERVED', 'COMMITTED')))
) WITH (fillfactor = 80);

-- What was asked for. No reference to product: an order may ask for what there is not, and is refused.
CREATE TABLE reservation_line (
    order_id uuid             NOT NULL REFERENCES reservation,
    sku      text COLLATE "C" NOT NULL,
    quantity bigint           NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (order_id, sku)
);
