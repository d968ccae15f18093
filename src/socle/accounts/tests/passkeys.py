"""A passkey as a phone keeps it: it signs what the site asks, and shows that it met its owner."""

import json
import secrets
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

ORIGIN = "http://localhost:8000"
FLAGS = AuthenticatorData.FLAG


class Phone:
    """Holds one passkey. ``owner_is_there`` is False when the phone met nobody it knows."""

    def __init__(self, origin=ORIGIN, owner_is_there=True):
        self.origin, self.owner_is_there = origin, owner_is_there
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.user_handle = b""

    def flags(self, more=0):
        there = FLAGS.USER_VERIFIED if self.owner_is_there else 0
        return FLAGS.USER_PRESENT | there | more

    def make(self, options):
        """What a browser answers to the site's wish for a new passkey, as JSON."""
        asked = options["publicKey"]
        self.user_handle = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AuthenticatorData.create(
            sha256(asked["rp"]["id"].encode()).digest(),
            self.flags(FLAGS.ATTESTED),
            0,
            AttestedCredentialData.create(Aaguid(b"\0" * 16), self.id, public),
        )
        client = self.client_data("webauthn.create", asked)
        attestation = AttestationObject.create("none", data, {})
        return self.answer(
            {
                "clientDataJSON": websafe_encode(client),
                "attestationObject": websafe_encode(attestation),
            }
        )

    def use(self, options):
        """What a browser answers when the passkey is used, as JSON."""
        asked = options["publicKey"]
        data = AuthenticatorData.create(
            sha256(asked["rpId"].encode()).digest(), self.flags(), 1, b""
        )
        client = self.client_data("webauthn.get", asked)
        signed = bytes(data) + sha256(client).digest()
        return self.answer(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
                "userHandle": websafe_encode(self.user_handle),
            }
        )

    def client_data(self, kind, asked):
        challenge = websafe_decode(asked["challenge"])
        return CollectedClientData.create(kind, challenge, self.origin)

    def answer(self, response):
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": response,
            }
        )
