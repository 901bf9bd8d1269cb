package dev.ares.inventory.adapter.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.ares.inventory.domain.Money;
import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.web.FieldFault;
import dev.ares.web.Problem;

/** The body of {@code POST /api/admin/products}, unchecked. */
record NewProduct(
        @Nullable String sku,
        @Nullable String name,
        @Nullable Price price,
        @Nullable Long stock) {

    record Price(@Nullable Long amount, @Nullable String currency) {

        Money checked() {
            return new Money(Objects.requireNonNull(amount), Objects.requireNonNull(currency));
        }
    }

    /** A body that names a product and the stock that it starts with. */
    record Checked(Product product, long stock) {}

    /** @throws Problem naming every field that is not as it should be */
    Checked check() {
        List<FieldFault> faults = new ArrayList<>();
        if (sku == null || !Sku.isValid(sku)) {
            faults.add(new FieldFault("sku", Sku.EXPECTED));
        }
        if (name == null || !Product.isValidName(name)) {
            faults.add(new FieldFault("name", "1 to " + Product.MAX_NAME_LENGTH + " printable characters"));
        }
        if (price == null || price.amount() == null || !Money.isValidAmount(price.amount())) {
            faults.add(new FieldFault("price.amount", "minor units, 1 to " + Money.MAX_AMOUNT));
        }
        if (price == null || price.currency() == null || !Money.isValidCurrency(price.currency())) {
            faults.add(new FieldFault("price.currency", "an ISO 4217 code in upper case"));
        }
        if (stock == null || !StockLevel.isValidInitial(stock)) {
            faults.add(new FieldFault("stock", "0 to " + StockLevel.MAX_QUANTITY));
        }
        if (!faults.isEmpty() || sku == null || name == null || price == null || stock == null) {
            throw Problem.badRequest(faults);
        }
        return new Checked(new Product(new Sku(sku), name, price.checked()), stock);
    }
}
