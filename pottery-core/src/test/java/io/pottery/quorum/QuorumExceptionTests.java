package io.pottery.quorum;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.pottery.quorum.MasterException.Reason;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("decisions")
class QuorumExceptionTests {

	private static final Votes VOTES = new Votes(3, 1, 0, 2);

	private static final List<MasterException> FAILURES = List.of(
			new MasterException("m1", Reason.REFUSED, "NOPERM", null),
			new MasterException("m2", Reason.UNANSWERED, "250 ms are over", null));

	@Test
	void eachNamesItsKeyItsVotesAndWhatEveryMasterSaid() {
		for (QuorumException ex : List.of(new QuorumNotAchievedException("so", "key", VOTES, FAILURES),
				new QuorumImpossibleException("so", "key", VOTES, FAILURES),
				new TooManyExtensionsException("so", "key", VOTES, FAILURES),
				new ExtendUnlockedLockException("so", NotHeldReason.EXPIRED, "key", VOTES, FAILURES),
				new LeaseLostException("so", NotHeldReason.TAKEN, "key", VOTES, FAILURES),
				new AcquireInterruptedException("so", "key", VOTES, FAILURES))) {
			assertThat(ex).hasMessage("so");
			assertThat(ex.key()).isEqualTo("key");
			assertThat(ex.votes()).isEqualTo(VOTES);
			assertThat(ex.getSuppressed()).containsExactlyElementsOf(FAILURES);
		}
	}

	@Test
	void aReleaseThatFailsIsAnIllegalMonitorState() {
		ReleaseUnlockedLockException ex = new ReleaseUnlockedLockException("so", NotHeldReason.TAKEN, "key", FAILURES);
		assertThat(ex).isInstanceOf(IllegalMonitorStateException.class).hasMessage("so");
		assertThat(ex.key()).isEqualTo("key");
		assertThat(ex.getSuppressed()).containsExactlyElementsOf(FAILURES);
	}

	@Test
	void whyALockIsNotHeldIsToldInAWord() {
		for (NotHeldReason reason : NotHeldReason.values()) {
			assertThat(new ReleaseUnlockedLockException("so", reason, "key", FAILURES).reason()).isEqualTo(reason);
			assertThat(new ExtendUnlockedLockException("so", reason, "key", VOTES, FAILURES).reason())
				.isEqualTo(reason);
			assertThat(new LeaseLostException("so", reason, "key", VOTES, FAILURES).reason()).isEqualTo(reason);
		}
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "UNREACHABLE, is not reachable", "UNANSWERED, did not answer", "REFUSED, refused",
			"NOT_VOTING, does not vote" })
	void aMastersFailureSaysWhoAndWhat(Reason reason, String words) {
		RuntimeException cause = new IllegalArgumentException("cause");
		MasterException ex = new MasterException("host:6379", reason, "the details", cause);
		assertThat(ex).hasMessage("Master 'host:6379' " + words + ": the details").hasCause(cause);
		assertThat(ex.master()).isEqualTo("host:6379");
		assertThat(ex.reason()).isEqualTo(reason);
	}

	@Test
	void aMastersFailureCostsNoStackTrace() {
		assertThat(FAILURES.get(0).getStackTrace()).isEmpty();
	}

}
