package io.pottery.collection;

/**
 * An item of a {@link RedisSimpleQueue} that is in flight: it is out of the queue and
 * comes back unless it is acknowledged in time.
 * <p>
 * {@snippet :
 * try (Delivery<Order> delivery = orders.receive()) {
 * 	ship(delivery.item());
 * 	delivery.ack();
 * }
 * }
 * <p>
 * Safe for all threads; the one that acknowledges need not be the one that received.
 *
 * @param <E> the type of the item
 * @since 1.0
 */
public interface Delivery<E> extends AutoCloseable {

	/**
	 * Returns the item; asks nobody.
	 * @return the item
	 */
	E item();

	/**
	 * Tells how often the item was delivered; asks nobody. Where it is more than one, an
	 * earlier consumer may have done its work and died before it said so.
	 * @return the number of deliveries, this one included
	 */
	int deliveryCount();

	/**
	 * Removes the item for good, in one round trip, atomically. It may come late: what
	 * counts is whether the item was delivered again.
	 * @return {@code false} if the item was delivered again, acknowledged or cleared
	 * meanwhile
	 */
	boolean ack();

	/**
	 * Gives the item back, in one round trip, atomically: it is delivered again before
	 * all others, or becomes undeliverable if that was its last delivery.
	 * @return {@code false} if the item was delivered again, acknowledged or cleared
	 * meanwhile
	 */
	boolean nack();

	/**
	 * Gives the item back unless {@link #ack()} or {@link #nack()} has returned, so that
	 * work that fails is tried again at once.
	 */
	@Override
	void close();

}
