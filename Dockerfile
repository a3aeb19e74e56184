# An image that grades without a network: docker build --tag convkit . (see docs/ci.md).
# It was never built where it was written; tests/kit/ci runs its steps in a clean folder instead.
FROM python:3.12-slim-bookworm

SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN apt-get update \
    && apt-get install --yes --no-install-recommends bubblewrap git \
    && rm -rf /var/lib/apt/lists/*

COPY . /course
WORKDIR /course
ENV UV_TORCH_BACKEND=cpu CONVKIT_DATA=/data
RUN bash .ci/install /kit \
    && /kit/bin/grader fetch-data --data /data \
    && /kit/bin/grader bank

RUN useradd --create-home --uid 1000 grader \
    && chown --recursive grader /course/.convkit
USER 1000
ENTRYPOINT ["/kit/bin/grader"]
CMD ["--help"]
