package io.pottery;

/**
 * Sets up a {@link Pottery}.
 *
 * @since 1.0
 */
public final class PotteryBuilder {

	PotteryBuilder() {
	}

	/**
	 * Sets the server that containers and caches live on.
	 * @param uri where it is
	 * @return this builder
	 */
	public PotteryBuilder server(String uri) {
		throw new UnsupportedOperationException("to be written by the front door");
	}

	/**
	 * Builds the Pottery.
	 * @return a new Pottery
	 */
	public Pottery build() {
		throw new UnsupportedOperationException("to be written by the front door");
	}

}
