"""A message posted as JSON to an address, signed with HMAC-SHA256.

The signature stands over "<time>.<body>", so that neither can be changed or sent again later by someone who saw it. The secret stays in
the environment: it is neither stored nor told.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace

from dateline.store.alerting import Delivery
from dateline.views.alert.channels import NotSentError, Outfit

SIGNATURE, KEY = "Dateline-Signature", "Idempotency-Key"
# No channel holds up the watch for longer, in seconds.
_LONGEST = 15.0


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address, and the variable that holds the secret; without one nothing is signed."""

    url: str
    outfit: Outfit
    secret_env: str | None = None
    kind: str = "webhook"

    def send(self, delivery: Delivery, *, now: float) -> str | None:
        """Posts the message. What answers with a status of 2xx has it. Raises NotSentError."""
        try:
            from dateline.fetch.getting import Getter, GettingError
        except ImportError as error:
            raise NotSentError(f"the package {error.name} is missing: pip install 'dateline[watch]'", final=True) from error
        limits = self.outfit.limits
        # The address is the user's own, who may mean a server beside this one
        getter = Getter(replace(limits, private_addresses=True, fetch_seconds=min(limits.fetch_seconds, _LONGEST)), agent=self.outfit.agent)
        body = delivery.notice.body.encode()
        try:
            getter.post(self.url, body, self._headers(delivery, body, round(now)))
        except GettingError as error:
            raise NotSentError(error.reason, wait=error.wait, final=error.status == 410) from error
        finally:
            getter.close()
        return None

    def _headers(self, delivery: Delivery, body: bytes, at: int) -> dict[str, str]:
        headers = {"Content-Type": "application/json; charset=utf-8", KEY: delivery.key}
        secret = self.outfit.variables.get(self.secret_env or "")
        return headers | ({SIGNATURE: f"t={at},v1={signature(secret, body, at=at)}"} if secret else {})


def signature(secret: str, body: bytes, *, at: int) -> str:
    """HMAC-SHA256 (hex) of "<at>.<body>"."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
