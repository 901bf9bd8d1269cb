package dev.ares.inventory.adapter.web;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.ares.inventory.application.AddProduct;
import dev.ares.inventory.application.RestockProduct;
import dev.ares.inventory.application.RestockProduct.KeyReused;
import dev.ares.inventory.application.RestockProduct.Restocked;
import dev.ares.inventory.domain.Offer;
import dev.ares.inventory.domain.Sku;
import dev.ares.web.Caller;
import dev.ares.web.IdempotencyKey;
import dev.ares.web.Problem;

/** What admins may change. */
@RestController
@RequestMapping("/api/admin/products")
public final class AdminProductController {

    private final AddProduct addProduct;
    private final RestockProduct restockProduct;

    public AdminProductController(AddProduct addProduct, RestockProduct restockProduct) {
        this.addProduct = addProduct;
        this.restockProduct = restockProduct;
    }

    /** Takes no Idempotency-Key: the SKU is the key, and a repeated call is told 409. */
    @PostMapping
    Mono<ResponseEntity<ProductView>> add(Caller caller, @RequestBody NewProduct body) {
        caller.mustBe(Caller.ADMIN);
        NewProduct.Checked checked = body.check();
        Offer offer = new Offer(checked.product(), checked.stock());
        return addProduct.add(checked.product(), checked.stock()).map(added -> {
            if (!added) {
                throw Problem.conflict("duplicate-sku", "sku (expected: one that is not taken)");
            }
            URI location = URI.create("/api/products/" + checked.product().sku());
            return ResponseEntity.created(location).body(ProductView.of(offer));
        });
    }

    /** With an Idempotency-Key it takes effect once per product and key; without one, each time; with two it is refused. */
    @PostMapping("/{sku}/restock")
    Mono<ProductView> restock(
            Caller caller, @PathVariable String sku, @RequestHeader HttpHeaders headers, @RequestBody Restock body) {
        caller.mustBe(Caller.ADMIN);
        if (!Sku.isValid(sku)) {
            return Mono.error(Problem.notFound());
        }
        @Nullable List<String> keys = headers.get(IdempotencyKey.HEADER);
        @Nullable String key = keys == null ? null : IdempotencyKey.from(keys).value();
        return restockProduct.restock(new Sku(sku), body.check(), key).map(AdminProductController::answer);
    }

    private static ProductView answer(RestockProduct.Result result) {
        if (result instanceof Restocked restocked) {
            return ProductView.of(restocked.offer());
        }
        if (result instanceof KeyReused) {
            throw Problem.unprocessable(
                    "idempotency-key-reused", IdempotencyKey.HEADER, "a new key for another quantity");
        }
        throw Problem.notFound();
    }
}
