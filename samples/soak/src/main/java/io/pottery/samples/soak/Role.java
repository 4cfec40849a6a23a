package io.pottery.samples.soak;

/**
 * What a client JVM does.
 */
enum Role {

	/** Writes unprotected counters under locks. */
	SECTIONS(SectionsClient::run),

	/** Writes to one resource. */
	WRITES(WritesClient::run),

	/** Acquires locks and changes its mind. */
	RACES(RacesClient::run),

	/** Draws ids. */
	IDS(IdsClient::run);

	private final Play play;

	Role(Play play) {
		this.play = play;
	}

	void play(Client client) throws Exception {
		this.play.run(client);
	}

	private interface Play {

		void run(Client client) throws Exception;

	}

}
