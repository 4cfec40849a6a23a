package io.pottery.quorum;

import java.util.List;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.quorum.UnsuitableMaster.Flaw;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which masters are none.
 */
@Tag("decisions")
class SuitabilityTests {

	private static final String REPLICA = "it is a replica, which follows another server instead of deciding by itself";

	private static final String UNKNOWN = "its run id is not known, so its restarts would not be noticed; "
			+ "let its user call INFO, or set the restart policy to trust-persistence";

	private final Suitability suitability = suitability(3, RestartPolicy.QUARANTINE);

	@Test
	void mastersThatNobodyReachedYetMayVote() {
		assertThat(this.suitability.problem(0)).isNull();
		assertThat(this.suitability.unsuitable()).isEmpty();
	}

	@Test
	void independentMastersMayVote() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.suitability.firstContact()).isNotDone();
			this.suitability.connected(i, server("run" + i));
		}
		assertThat(this.suitability.firstContact()).isCompleted();
		assertThat(this.suitability.unsuitable()).isEmpty();
	}

	@Test
	void everyMasterHasBeenTriedOnceAllWereReachedOrCouldNotBe() {
		this.suitability.unreachable(0);
		this.suitability.unreachable(0);
		this.suitability.connected(2, server("run"));
		assertThat(this.suitability.firstContact()).isNotDone();
		this.suitability.unreachable(1);
		assertThat(this.suitability.firstContact()).isCompleted();
		this.suitability.connected(1, server("run"));
		assertThat(this.suitability.unsuitable()).hasSize(1);
	}

	@Test
	void ofTwoMastersThatAreOneServerTheFirstThatWasReachedVotes() {
		for (int first = 0; first < 3; first++) {
			for (int second = 0; second < 3; second++) {
				if (first != second) {
					Suitability found = suitability(3, RestartPolicy.QUARANTINE);
					found.connected(first, server("same"));
					found.connected(second, server("same"));
					String problem = "it is the same server as master 'm" + first + "', which votes already";
					assertThat(found.problem(second)).isEqualTo(problem);
					assertThat(found.problem(first)).isNull();
					assertThat(found.unsuitable())
						.containsExactly(new UnsuitableMaster("m" + second, Flaw.SAME_SERVER, problem))
						.first()
						.hasToString("Master 'm" + second + "' does not vote: " + problem);
				}
			}
		}
	}

	@Test
	void aMasterThatIsConnectedAgainKeepsItsVote() {
		this.suitability.connected(1, server("same"));
		this.suitability.connected(0, server("same"));
		this.suitability.connected(1, server("same"));
		this.suitability.connected(1, new ServerFacts("same", false, "noeviction"));
		assertThat(this.suitability.problem(1)).isNull();
		assertThat(this.suitability.problem(0)).isNotNull();
	}

	@Test
	void aMasterThatWasRestartedAsAServerThatVotesAlreadyDoesNotVote() {
		this.suitability.connected(0, server("before"));
		this.suitability.connected(1, server("same"));
		this.suitability.connected(0, server("same"));
		assertThat(this.suitability.problem(0)).isEqualTo("it is the same server as master 'm1', which votes already");
		assertThat(this.suitability.problem(1)).isNull();
	}

	@Test
	void aMasterThatBecameAnotherServerVotesAgain() {
		this.suitability.connected(0, server("same"));
		this.suitability.connected(1, server("same"));
		this.suitability.connected(0, server("other"));
		assertThat(this.suitability.unsuitable()).isEmpty();
	}

	@Test
	void aReplicaDoesNotVote() {
		this.suitability.connected(1, new ServerFacts("run", true, "noeviction"));
		assertThat(this.suitability.problem(1)).isEqualTo(REPLICA);
		assertThat(this.suitability.problem(0)).isNull();
		assertThat(this.suitability.unsuitable()).extracting(UnsuitableMaster::flaw).containsExactly(Flaw.REPLICA);
		this.suitability.connected(1, server("run"));
		assertThat(this.suitability.problem(1)).isNull();
	}

	@Test
	void aServerThatHidesItsRunIdDoesNotVoteWhereRestartsMatter() {
		this.suitability.connected(0, ServerFacts.unknown());
		this.suitability.connected(1, ServerFacts.unknown());
		assertThat(this.suitability.problem(0)).isEqualTo(UNKNOWN);
		assertThat(this.suitability.problem(1)).isEqualTo(UNKNOWN);
		assertThat(this.suitability.unsuitable()).extracting(UnsuitableMaster::flaw)
			.containsExactly(Flaw.UNKNOWN_RUN_ID, Flaw.UNKNOWN_RUN_ID);
		Suitability trusting = suitability(3, RestartPolicy.TRUST_PERSISTENCE);
		trusting.connected(0, ServerFacts.unknown());
		trusting.connected(1, ServerFacts.unknown());
		assertThat(trusting.unsuitable()).isEmpty();
	}

	@Test
	void whatIsWrongIsLoggedOnce() {
		try (CapturedLog log = new CapturedLog(Quorum.class, Level.INFO)) {
			this.suitability.connected(0, new ServerFacts("run", true, "noeviction"));
			this.suitability.connected(0, new ServerFacts("run", true, "noeviction"));
			this.suitability.connected(1, server("run1"));
			assertThat(log.lines()).containsExactly("ERROR Master 'm0' does not vote: " + REPLICA);
			this.suitability.connected(0, ServerFacts.unknown());
			assertThat(log.lines()).hasSize(2).endsWith("ERROR Master 'm0' does not vote: " + UNKNOWN);
		}
	}

	@Test
	void aServerThatThrowsKeysAwayIsLoggedOnceButVotes() {
		try (CapturedLog log = new CapturedLog(Quorum.class, Level.INFO)) {
			ServerFacts evicting = new ServerFacts("run", false, "allkeys-lru");
			this.suitability.connected(0, evicting);
			assertThat(log.lines()).hasSize(1);
			this.suitability.connected(0, evicting);
			assertThat(log.lines()).containsExactly(
					"WARN Master 'm0' throws keys away when its memory is full (maxmemory-policy allkeys-lru), "
							+ "locks among them: set maxmemory-policy noeviction");
			assertThat(this.suitability.unsuitable()).isEmpty();
			this.suitability.connected(0, server("run"));
			assertThat(log.lines()).hasSize(1);
		}
	}

	@ParameterizedTest(name = "{0} masters")
	@ValueSource(ints = { 2, 4, 6 })
	void anEvenNumberOfMastersIsLogged(int masters) {
		try (CapturedLog log = new CapturedLog(Quorum.class, Level.INFO)) {
			suitability(masters, RestartPolicy.QUARANTINE);
			assertThat(log.lines()).containsExactly(
					"WARN There are " + masters + " masters, an even number: they survive no more failures " + "than "
							+ (masters - 1) + " would; add one or take one away");
			suitability(masters - 1, RestartPolicy.QUARANTINE);
			assertThat(log.lines()).hasSize(1);
		}
	}

	private static ServerFacts server(String runId) {
		return new ServerFacts(runId, false, "noeviction");
	}

	private static Suitability suitability(int masters, RestartPolicy policy) {
		return new Suitability(List.copyOf(ScriptedMaster.several(masters)), policy);
	}

}
