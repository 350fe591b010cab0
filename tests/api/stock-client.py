"""Plays the calls of the stock imgcache client against a running library, by httpx, exactly as that client sends them.

    stock-client.py BASE_URL PICTURE OTHER_PICTURE

Prints one JSON object: what every call answered.
"""

import json
import sys
from datetime import datetime, timezone

import httpx

base_url, picture, other_picture = sys.argv[1:]
url = f"https://stock.example/{datetime.now(tz=timezone.utc).timestamp()}.png"
client = httpx.Client(base_url=base_url.rstrip("/"), timeout=30.0)


def store(source, content, client_name, lookup_time=None, filename=None):
    data = {"url": source, "client_name": client_name}
    if lookup_time is not None:
        data["lookup_time"] = lookup_time.isoformat() if isinstance(lookup_time, datetime) else lookup_time
    return answer(client.post("/images", data=data, files={"file": (filename or "image", content)}))


def get(path, **params):
    return answer(client.get(path, params=params))


def answer(response):
    is_json = response.headers.get("content-type", "").startswith("application/json")
    return {"status": response.status_code, "body": response.json() if is_json else len(response.content)}


with open(picture, "rb") as file:
    content = file.read()
with open(other_picture, "rb") as file:
    other = file.read()

results = {}
results["health"] = get("/health")
results["created"] = store(url, content, "stock", datetime(2026, 1, 2, 3, 4, 5, 678901))
content_hash = results["created"]["body"]["content_hash"]
results["duplicate"] = store(url + "?again", content, "stock", datetime.now(tz=timezone.utc), "name.png")
results["other"] = store(url + "?other", other, "stock", "2026-01-02T03:04:05+00:00")
results["lookup"] = get("/images/lookup", url=url)
results["lookup_again"] = get("/images/lookup", url=url + "?again")
results["lookup_missing"] = get("/images/lookup", url=url + "?missing")
results["search"] = get("/images/search", url_contains=url)
results["search_none"] = get("/images/search", url_contains="no such text")
hex_digits = results["created"]["body"]["perceptual_hash"]
results["similar"] = get("/images/similar", perceptual_hash=hex_digits, max_hamming_distance=4)
results["meta"] = get(f"/images/meta/{content_hash}")
results["bytes"] = {"same": client.get(f"/images/{content_hash}").content == content}
results["deleted"] = answer(client.delete(f"/images/{content_hash}"))
results["gone"] = get(f"/images/{content_hash}")
results["gone_meta"] = get(f"/images/meta/{content_hash}")
results["gone_lookup"] = get("/images/lookup", url=url)
results["back"] = store(url, content, "stock")
results["deleted_again"] = answer(client.delete(f"/images/{content_hash}"))
client.close()

json.dump({"url": url, "content_hash": content_hash, "results": results}, sys.stdout)
