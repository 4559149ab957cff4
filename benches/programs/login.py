"""Logs in at Kotak Neo by the vendor's own Python client, at the sandbox that the environment names, and ends."""

import os

import httpx
import pyotp
from neo_api_client import NeoAPI


class Sandbox(httpx.HTTPTransport):
    """All that the client sends to the vendor's hosts goes to the sandbox instead."""

    def handle_request(self, request):
        here = httpx.URL(os.environ["KEYFOB_KOTAK_NEO_ORIGIN"])
        request.url = request.url.copy_with(scheme=here.scheme, host=here.host, port=here.port)
        request.headers["Host"] = here.netloc.decode()
        return super().handle_request(request)


def account(name):
    return os.environ[f"KEYFOB_KOTAK_NEO_{name}"]


client = NeoAPI(consumer_key=account("DASHBOARD_TOKEN"), environment="prod", transport=Sandbox())
code = pyotp.TOTP(account("TOTP_SECRET")).now()
client.totp_login(mobile_number=account("MOBILE"), ucc=account("UCC"), totp=code)
answer = client.totp_validate(mpin=account("MPIN"))
assert answer.get("data", {}).get("baseUrl"), answer
