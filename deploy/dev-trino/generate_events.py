#!/usr/bin/env python3
"""Writes events.parquet: a wide flat table of web and product events, the same for the same rows and seed.

Nothing is drawn from a random generator: each value is a hash of its row, session or visitor and of a salt.
So values hang together as they do in life: a session has one visitor, device, country and campaign; a purchase
has a product, an order and revenue; a phone has a phone's screen and loads slower. Countries, visitors, pages
and products are skewed, many columns are mostly NULL, a few events come late.

    generate_events.py --output DIRECTORY [--rows 1000000] [--days 180] [--seed 7]
"""

from __future__ import annotations

import argparse
import os

import duckdb

EVENTS_A_SESSION = 8

MACROS = """
-- u(x, salt): evenly spread over [0, 1); pick(list, p): skewed towards the head of the list; maybe(p, q, v): v or NULL
CREATE MACRO u(x, salt) AS (hash(x * 7919 + salt + {seed} * 104729) % 1000003) / 1000003.0;
CREATE MACRO pick(list, p) AS list[1 + CAST(floor(pow(p, 2.2) * len(list)) AS BIGINT)];
CREATE MACRO maybe(p, q, v) AS CASE WHEN p < q THEN v END;
"""

SESSIONS = """
CREATE TABLE sessions AS
WITH numbered AS (SELECT range AS s FROM range({sessions})),
drawn AS (
  SELECT s,
    CAST(floor(pow(u(s, 1), 2.5) * {visitors}) AS BIGINT) + 1 AS visitor_id,
    -- traffic grows over the period, falls at night and on Sundays
    TIMESTAMP '2024-01-01 00:00:00'
      + to_days(CAST(floor(pow((s + 0.5) / {sessions}, 0.85) * {days}) AS INTEGER))
      + to_seconds(CAST(floor((0.35 + 0.65 * sqrt(u(s, 2)) - 0.3 * u(s, 3) * u(s, 4)) * 86399) AS BIGINT)) AS started
  FROM numbered)
SELECT d.*,
  pick(['US','DE','GB','FR','IN','BR','JP','CA','ES','IT','NL','AU','PL','MX','SE','KR','CH','AT','ZA','NO'],
       u(visitor_id, 10)) AS country,
  1 + CAST(floor(u(visitor_id, 11) * 6) AS INTEGER) AS city_no,
  pick(['mobile','desktop','tablet','tv'], u(visitor_id, 12)) AS device_type,
  u(visitor_id, 13) AS device_p, u(visitor_id, 14) AS browser_p, u(s, 15) AS channel_p, u(s, 16) AS campaign_p,
  u(visitor_id, 17) < 0.38 AS registered, u(s, 18) < 0.02 AS is_bot, u(s, 19) AS variant_p,
  1 + CAST(floor(u(s, 20) * 9) AS INTEGER) AS session_number
FROM drawn d
"""

# Row order is the order of arrival: about one event in thirty comes up to two days late.
EVENTS = """
COPY (
WITH numbered AS (SELECT range AS i FROM range({rows})),
e AS (
  SELECT i, i // {per_session} AS s, CAST(i % {per_session} AS INTEGER) AS seq, u(i, 30) AS type_p, u(i, 31) AS page_p,
         u(i, 32) AS load_p, u(i, 33) AS late_p, u(i, 34) AS product_p, u(i, 35) AS amount_p, u(i, 36) AS misc_p
  FROM numbered),
typed AS (
  SELECT e.*, ss.*, s.started + to_seconds(CAST(seq * 41 + floor(u(i, 37) * 40) AS BIGINT))
              + to_milliseconds(CAST(floor(u(i, 38) * 1000) AS BIGINT)) AS event_time,
    CASE WHEN seq = 0 THEN 'page_view'
         WHEN type_p < 0.46 THEN 'page_view' WHEN type_p < 0.66 THEN 'click' WHEN type_p < 0.78 THEN 'scroll'
         WHEN type_p < 0.86 THEN 'search' WHEN type_p < 0.925 THEN 'product_view' WHEN type_p < 0.96 THEN 'add_to_cart'
         WHEN type_p < 0.973 THEN 'checkout' WHEN type_p < 0.985 THEN 'purchase' WHEN type_p < 0.99 THEN 'signup'
         ELSE 'error' END AS event_type,
    pick(['home','product','category','search','cart','account','help','blog'], page_p) AS page_type,
    1 + CAST(floor(pow(product_p, 3) * 4000) AS BIGINT) AS product_no
  FROM e JOIN sessions s ON s.s = e.s CROSS JOIN LATERAL (SELECT s.* EXCLUDE (s)) ss),
shaped AS (
  SELECT t.*, event_type IN ('product_view', 'add_to_cart', 'purchase') AS with_product, event_type = 'purchase' AS bought,
    CAST(4 + (hash(product_no) % 24000) / 100.0 AS DECIMAL(10, 2)) AS price,
    CAST(1 + floor(pow(amount_p, 3) * 5) AS INTEGER) AS pieces,
    event_time + to_milliseconds(CAST(CASE WHEN late_p < 0.033 THEN floor(u(i, 39) * 172800000)
                                           ELSE 80 + floor(u(i, 39) * 1900) END AS BIGINT)) AS received_at
  FROM typed t)
SELECT
  CAST(i + 1 AS BIGINT) AS event_id,
  event_time,
  CAST(event_time AS DATE) AS event_date,
  received_at,
  event_type,
  CASE WHEN event_type IN ('page_view', 'scroll', 'product_view') THEN 'view'
       WHEN event_type IN ('click', 'search') THEN 'action'
       WHEN event_type IN ('add_to_cart', 'checkout', 'purchase') THEN 'commerce' WHEN event_type = 'signup' THEN 'account'
       ELSE 'system' END AS event_category,
  substr(md5(CAST(s AS VARCHAR)), 1, 16) AS session_id,
  visitor_id,
  CASE WHEN registered AND (seq > 1 OR session_number > 3) THEN visitor_id * 10 + 3 END AS user_id,
  registered AND (seq > 1 OR session_number > 3) AS is_logged_in,
  session_number,
  seq + 1 AS event_seq,
  CASE page_type WHEN 'product' THEN '/p/' || product_no WHEN 'category' THEN '/c/' || (product_no % 40)
       WHEN 'blog' THEN '/blog/' || (hash(i, 40) % 300) ELSE '/' || page_type END AS page_path,
  'https://shop.example/' || page_type || '?ref=' || (hash(i, 41) % 100000) AS page_url,
  page_type,
  upper(page_type[1]) || page_type[2:] || ' | Example Shop' AS page_title,
  CASE WHEN page_type IN ('product', 'category', 'search', 'cart') THEN 'shop' WHEN page_type = 'blog' THEN 'content'
       WHEN page_type IN ('account', 'help') THEN 'service' ELSE 'entry' END AS page_section,
  maybe(channel_p, 0.7, CASE WHEN channel_p < 0.35 THEN 'https://www.search.example/?q=' || (hash(s, 42) % 5000)
                             ELSE 'https://social.example/post/' || (hash(s, 43) % 9000) END) AS referrer_url,
  maybe(channel_p, 0.7, CASE WHEN channel_p < 0.35 THEN 'search.example' ELSE 'social.example' END) AS referrer_domain,
  CASE WHEN channel_p < 0.35 THEN 'organic' WHEN channel_p < 0.5 THEN 'social' WHEN channel_p < 0.62 THEN 'paid'
       WHEN channel_p < 0.7 THEN 'email' ELSE 'direct' END AS channel,
  maybe(campaign_p, 0.22, pick(['newsletter','adnet','social','partner'], channel_p)) AS utm_source,
  maybe(campaign_p, 0.22, pick(['cpc','email','banner'], channel_p)) AS utm_medium,
  maybe(campaign_p, 0.22, 'campaign_' || (100 + hash(s, 44) % 60)) AS utm_campaign,
  maybe(campaign_p, 0.09, 'content_' || (hash(s, 45) % 12)) AS utm_content,
  maybe(campaign_p, 0.05, 'term_' || (hash(s, 46) % 400)) AS utm_term,
  country,
  CASE WHEN country IN ('US','CA','MX') THEN 'North America' WHEN country = 'BR' THEN 'South America'
       WHEN country IN ('IN','JP','KR') THEN 'Asia' WHEN country = 'AU' THEN 'Oceania' WHEN country = 'ZA' THEN 'Africa'
       ELSE 'Europe' END AS continent,
  country || '-' || lpad(CAST(city_no AS VARCHAR), 2, '0') AS region,
  'City ' || country || city_no AS city,
  round(-40 + 100 * u(hash(country, city_no) % 99991, 47), 4) AS latitude,
  round(-120 + 240 * u(hash(country, city_no) % 99991, 48), 4) AS longitude,
  CASE country WHEN 'DE' THEN 'de' WHEN 'AT' THEN 'de' WHEN 'FR' THEN 'fr' WHEN 'ES' THEN 'es' WHEN 'MX' THEN 'es'
               WHEN 'JP' THEN 'ja' WHEN 'BR' THEN 'pt' ELSE 'en' END AS language,
  device_type,
  CASE device_type WHEN 'desktop' THEN pick(['Dell','Lenovo','HP','Apple'], device_p)
                   ELSE pick(['Samsung','Apple','Xiaomi','Google'], device_p) END AS device_brand,
  device_type || '-' || (1 + CAST(floor(device_p * 25) AS INTEGER)) AS device_model,
  CASE WHEN device_type = 'desktop' THEN pick(['Windows','macOS','Linux'], device_p)
       ELSE pick(['Android','iOS'], device_p) END AS os_name,
  CAST(10 + floor(device_p * 8) AS INTEGER) || '.' || CAST(floor(browser_p * 6) AS INTEGER) AS os_version,
  pick(['Chrome','Safari','Firefox','Edge','Opera'], browser_p) AS browser_name,
  CAST(100 + floor(browser_p * 25) AS INTEGER) AS browser_version,
  CASE device_type WHEN 'mobile' THEN 390 WHEN 'tablet' THEN 820 WHEN 'tv' THEN 3840 ELSE 1920 END AS screen_width,
  CASE device_type WHEN 'mobile' THEN 844 WHEN 'tablet' THEN 1180 WHEN 'tv' THEN 2160 ELSE 1080 END AS screen_height,
  device_type IN ('mobile', 'tablet') AS is_mobile,
  is_bot,
  (10 + hash(visitor_id, 49) % 200) || '.' || (hash(visitor_id, 50) % 256) || '.0.0' AS ip_prefix,
  'Mozilla/5.0 (' || device_type || ') Build/' || (hash(visitor_id, 51) % 4000) AS user_agent,
  maybe(misc_p, 0.93, pick(['4g','wifi','5g','3g'], load_p)) AS network_type,
  maybe(misc_p, 0.97, CAST(180 + 2600 * pow(load_p, 4)
                           + CASE WHEN device_type = 'mobile' THEN 350 ELSE 0 END AS INTEGER)) AS load_time_ms,
  maybe(misc_p, 0.97, CAST(110 + 1700 * pow(load_p, 4) AS INTEGER)) AS dom_ready_ms,
  maybe(misc_p, 0.97, CAST(60 + 900 * pow(load_p, 3) AS INTEGER)) AS first_paint_ms,
  maybe(misc_p, 0.97, CAST(15 + 300 * pow(load_p, 3) AS INTEGER)) AS ttfb_ms,
  CASE WHEN event_type = 'scroll' THEN round(amount_p, 3) END AS scroll_depth,
  CASE WHEN event_type <> 'error' THEN CAST(1 + 300 * pow(amount_p, 5) AS INTEGER) END AS time_on_page_s,
  CASE WHEN event_type = 'search' THEN 'term ' || CAST(floor(pow(amount_p, 3) * 2500) AS INTEGER) END AS search_term,
  CASE WHEN event_type = 'search' THEN CAST(floor(pow(misc_p, 2) * 120) AS INTEGER) END AS search_results,
  CASE WHEN with_product THEN product_no END AS product_id,
  CASE WHEN with_product THEN 'SKU-' || lpad(CAST(product_no AS VARCHAR), 6, '0') END AS product_sku,
  CASE WHEN with_product
       THEN ['shoes','shirts','books','games','garden','kitchen','audio','toys'][1 + product_no % 8] END AS product_category,
  CASE WHEN with_product THEN price END AS product_price,
  CASE WHEN with_product AND event_type <> 'product_view' THEN pieces END AS quantity,
  CASE WHEN bought THEN CAST(500000 + i AS BIGINT) END AS order_id,
  CASE WHEN bought THEN CAST(price * pieces AS DECIMAL(12, 2)) END AS revenue,
  CASE WHEN bought AND amount_p < 0.3 THEN CAST(price * pieces * 0.1 AS DECIMAL(10, 2)) END AS discount,
  CASE WHEN bought THEN CAST(price * pieces * 0.19 AS DECIMAL(10, 2)) END AS tax,
  CASE WHEN bought THEN CASE WHEN country IN ('US','CA','MX','BR') THEN 'USD'
                             WHEN country = 'GB' THEN 'GBP' ELSE 'EUR' END END AS currency,
  CASE WHEN event_type = 'error' THEN pick([500, 404, 502, 403], amount_p) END AS error_code,
  CASE WHEN event_type = 'error' THEN 'request failed: ' || substr(md5(CAST(i AS VARCHAR)), 1, 12) END AS error_message,
  CASE WHEN variant_p < 0.5 THEN 'exp_checkout' ELSE 'exp_search' END AS experiment_id,
  CASE WHEN variant_p % 0.25 < 0.125 THEN 'control' ELSE 'treatment' END AS experiment_variant,
  misc_p < 0.81 AS has_consent,
  '4.' || (CAST(event_time AS DATE) - DATE '2024-01-01') // 30 || '.' || (hash(i, 52) % 4) AS app_version,
  3 AS schema_version
FROM shaped
ORDER BY received_at, event_id
) TO '{output}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)
"""


def generate(output: str, rows: int, days: int, seed: int) -> str:
    """Writes DIRECTORY/events.parquet, whole or not at all; returns its path."""
    os.makedirs(output, exist_ok=True)
    path = os.path.join(output, "events.parquet")
    values = {
        "rows": rows, "days": days, "seed": seed, "per_session": EVENTS_A_SESSION,
        "sessions": (rows + EVENTS_A_SESSION - 1) // EVENTS_A_SESSION, "visitors": max(10, rows // 12),
        "output": (path + ".tmp").replace("'", "''"),
    }  # fmt: skip
    db = duckdb.connect()
    db.execute("SET TimeZone='UTC'")
    for text in (MACROS, SESSIONS, EVENTS):
        db.execute(text.format(**values))
    os.replace(path + ".tmp", path)
    return path


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--output", required=True, help="directory for events.parquet")
    ap.add_argument("--rows", type=int, default=1_000_000)
    ap.add_argument("--days", type=int, default=180)
    ap.add_argument("--seed", type=int, default=7)
    a = ap.parse_args()
    path = generate(a.output, a.rows, a.days, a.seed)
    print(f"{path}: {a.rows} rows, {os.path.getsize(path) >> 20} MiB")


if __name__ == "__main__":
    main()
