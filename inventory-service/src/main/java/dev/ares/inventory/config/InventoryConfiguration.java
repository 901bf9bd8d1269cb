package dev.ares.inventory.config;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.ares.faults.Commits;
import dev.ares.inventory.adapter.grpc.CatalogueService;
import dev.ares.inventory.adapter.web.AdminProductController;
import dev.ares.inventory.adapter.web.ProductController;
import dev.ares.inventory.application.AddProduct;
import dev.ares.inventory.application.Answers;
import dev.ares.inventory.application.ApplyReservations;
import dev.ares.inventory.application.BrowseProducts;
import dev.ares.inventory.application.CheckAvailability;
import dev.ares.inventory.application.Products;
import dev.ares.inventory.application.QuotePrices;
import dev.ares.inventory.application.Reservations;
import dev.ares.inventory.application.RestockProduct;
import dev.ares.inventory.application.ReturnStock;
import dev.ares.inventory.application.StockLedger;
import dev.ares.inventory.application.StockLevels;
import dev.ares.inventory.application.StockNews;
import dev.ares.inventory.application.StockReturns;
import dev.ares.web.grpc.GrpcAnswers;

/** The use cases and what the outside reaches them through. */
@Configuration(proxyBeanMethods = false)
@Import({StoreConfiguration.class, MessagingConfiguration.class, AvailabilityConfiguration.class})
public class InventoryConfiguration {

    @Bean
    AddProduct addProduct(Products products, StockNews news, Commits commits) {
        return new AddProduct(products, news, commits.named("add product"));
    }

    @Bean
    RestockProduct restockProduct(
            Products products, StockLevels stockLevels, StockLedger ledger, StockNews news, Commits commits) {
        return new RestockProduct(products, stockLevels, ledger, news, commits.named("restock product"));
    }

    @Bean
    BrowseProducts browseProducts(Products products, StockLevels stockLevels, CheckAvailability availability) {
        return new BrowseProducts(products, stockLevels, availability);
    }

    @Bean
    QuotePrices quotePrices(Products products) {
        return new QuotePrices(products);
    }

    @Bean
    ApplyReservations applyReservations(
            Reservations reservations, StockLevels stockLevels, Answers answers, StockNews news) {
        return new ApplyReservations(reservations, stockLevels, answers, news);
    }

    @Bean
    ReturnStock returnStock(
            Reservations reservations, StockReturns returns, StockLevels stockLevels, Answers answers, StockNews news) {
        return new ReturnStock(reservations, returns, stockLevels, answers, news);
    }

    @Bean
    ProductController productController(BrowseProducts browse) {
        return new ProductController(browse);
    }

    @Bean
    AdminProductController adminProductController(AddProduct addProduct, RestockProduct restockProduct) {
        return new AdminProductController(addProduct, restockProduct);
    }

    @Bean
    CatalogueService catalogueService(
            QuotePrices quotePrices, CheckAvailability checkAvailability, GrpcAnswers answers) {
        return new CatalogueService(quotePrices, checkAvailability, answers);
    }
}
