"""The weights are named by their version, and all is done in one go."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.IMAGENET1K_V1, progress=False).eval()
    with torch.inference_mode():
        shares = network(preprocess(image)).softmax(dim=1).squeeze(0)
    return [(class_names[i], shares[i].item()) for i in shares.argsort(descending=True)[:5]]
