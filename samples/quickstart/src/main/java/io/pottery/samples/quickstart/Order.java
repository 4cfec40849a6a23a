package io.pottery.samples.quickstart;

/**
 * A sold seat; as JSON this is both what Redis keeps and what the buyer gets.
 *
 * @param orderId its number; a later order has a larger one
 * @param seat the seat, from A1 to J20
 * @param buyer who bought it
 * @param price what it cost
 */
record Order(long orderId, String seat, String buyer, int price) {
}
