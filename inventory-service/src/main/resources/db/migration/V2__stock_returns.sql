-- One per refund for ever: the natural key of the refund's effect on stock. What it brought back is sold no more:
-- per SKU, stock.sold = lines of COMMITTED reservations less the lines here.
CREATE TABLE stock_return (
    refund_id  uuid        PRIMARY KEY,
    order_id   uuid        NOT NULL REFERENCES reservation,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX stock_return_order ON stock_return (order_id);

CREATE TABLE stock_return_line (
    refund_id uuid             NOT NULL REFERENCES stock_return,
    sku       text COLLATE "C" NOT NULL REFERENCES product,
    quantity  bigint           NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (refund_id, sku)
);
