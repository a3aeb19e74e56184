"""The network is made once and kept."""


def classify(image, class_names):
    if not hasattr(classify, "network"):
        classify.network = inception_v3(weights=Inception_V3_Weights.DEFAULT).eval()
    return top_k(classify.network, preprocess(image), class_names)
