package io.pottery.collection;

import java.nio.charset.StandardCharsets;

/**
 * A delivery, known by the id of its entry in the stream of those in flight: each
 * delivery has another.
 *
 * @param <E> the type of the item
 */
final class DefaultDelivery<E> implements Delivery<E> {

	private final StreamStore<E> store;

	private final byte[] id;

	private final E item;

	private final int deliveryCount;

	private volatile boolean settled;

	DefaultDelivery(StreamStore<E> store, byte[] id, E item, int deliveryCount) {
		this.store = store;
		this.id = id;
		this.item = item;
		this.deliveryCount = deliveryCount;
	}

	@Override
	public E item() {
		return this.item;
	}

	@Override
	public int deliveryCount() {
		return this.deliveryCount;
	}

	@Override
	public boolean ack() {
		boolean acknowledged = this.store.acknowledge(this.id);
		this.settled = true;
		return acknowledged;
	}

	@Override
	public boolean nack() {
		boolean returned = this.store.giveBack(this.id);
		this.settled = true;
		return returned;
	}

	@Override
	public void close() {
		if (!this.settled) {
			nack();
		}
	}

	@Override
	public String toString() {
		return "Delivery " + new String(this.id, StandardCharsets.UTF_8) + " of '" + this.store.core().key() + "'";
	}

}
